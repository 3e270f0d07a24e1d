namespace ReapFunctions.Infra.Tests;

/// <summary>The files of the repository, read as they are deployed: by path from its root, with <c>/</c>.</summary>
internal static class DeployedFiles
{
    public static readonly string Root = FindRoot();

    public static string Read(string path) => File.ReadAllText(Full(path));

    public static string Full(string path) => Path.Combine(Root, path);

    public static bool Exists(string path) => File.Exists(Full(path)) || Directory.Exists(Full(path));

    /// <summary>Files under a folder, without what a build leaves there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Full(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ReapFunctions.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("These tests read the repository: run them from a build inside it.");
    }
}
