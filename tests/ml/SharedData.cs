namespace ReapFunctions.Ml.Tests;

/// <summary>Finds the folder of public data that lies beside the repository on machines that have it.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static bool Has(string relative) => Folder is not null && File.Exists(Path.Combine(Folder, relative));

    public static string PathOf(string relative) => Path.Combine(Folder!, relative);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "ReapFunctions.sln")))
                continue;
            var data = Path.Combine(folder.FullName, "..", "shared", "data");
            return Directory.Exists(data) ? Path.GetFullPath(data) : null;
        }
        return null;
    }
}
