namespace ReapFunctions.Local.Reap.Show;

/// <summary>A file that a command was told to write: the folders on the way to it are made.</summary>
internal static class CommandFile
{
    public static async Task WriteAsync(FileInfo file, string text, CancellationToken cancellationToken)
    {
        file.Directory?.Create();
        await File.WriteAllTextAsync(file.FullName, text, cancellationToken);
    }
}
