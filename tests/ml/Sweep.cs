namespace ReapFunctions.Ml.Tests;

/// <summary>How long a seeded sweep runs: short by default, long when <c>REAP_LONG</c> is 1.</summary>
internal static class Sweep
{
    public static int Rounds(int few, int many) => Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? many : few;
}
