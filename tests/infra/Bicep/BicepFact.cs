namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>A fact about what the Bicep compiler makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Compiler.SkipReason;
}

/// <summary>A theory about what the Bicep compiler makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Compiler.SkipReason;
}
