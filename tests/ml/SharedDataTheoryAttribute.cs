namespace ReapFunctions.Ml.Tests;

/// <summary>A theory about public data; skipped, with the reason, where the data is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string file)
    {
        if (!SharedData.Has(file))
            Skip = $"../shared/data/{file} is not on this machine.";
    }
}
