using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public sealed class WorkFolderTests : IDisposable
{
    private readonly TemporaryFolder parent = new();

    public void Dispose() => parent.Dispose();

    [Fact]
    public void AFolderStaysAfterItsCommandUntilTheNextOneStarts()
    {
        var first = WorkFolder.Create("up-", parent.Path);
        File.WriteAllText(Path.Combine(first.Path, "app.log"), "said");
        first.Dispose();
        Assert.True(File.Exists(Path.Combine(first.Path, "app.log")));

        using var second = WorkFolder.Create("up-", parent.Path);

        Assert.Equal([second.Path], Directory.GetDirectories(parent.Path));
    }

    [Fact]
    public void FoldersInUseOfOtherKindsAndOfOthersStay()
    {
        using var running = WorkFolder.Create("up-", parent.Path);
        WorkFolder.Create("demo-", parent.Path).Dispose();
        Directory.CreateDirectory(parent.Combine("up-of-somebody-else"));

        using var another = WorkFolder.Create("up-", parent.Path);

        Assert.Equal(4, Directory.GetDirectories(parent.Path).Length);
    }
}
