using System.Runtime.CompilerServices;

namespace ReapFunctions.Tests;

/// <summary>A test on public data that lies beside the repository; skipped where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!Directory.Exists(SharedData.Folder))
            Skip = SharedData.Missing;
    }
}

/// <summary>A theory on public data that lies beside the repository; skipped where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (!Directory.Exists(SharedData.Folder))
            Skip = SharedData.Missing;
    }
}

/// <summary>Public data sets beside the repository.</summary>
public static class SharedData
{
    public const string Missing = "The public data sets are not beside the repository (../shared/data).";

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Root(), "..", "shared", "data"));

    public static string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
