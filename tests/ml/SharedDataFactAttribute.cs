namespace ReapFunctions.Ml.Tests;

/// <summary>A fact about public data; skipped, with the reason, where the data is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (!SharedData.Has(file))
            Skip = $"../shared/data/{file} is not on this machine.";
    }
}
