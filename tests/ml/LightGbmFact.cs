using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Tests;

/// <summary>A test of LightGBM; skipped with the reason where its native library does not load.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LightGbmFactAttribute : FactAttribute
{
    public LightGbmFactAttribute() => Skip = LightGbmCandidate.Absence;
}
