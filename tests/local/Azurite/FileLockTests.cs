using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

public sealed class FileLockTests
{
    [Fact]
    public async Task WhoWaitsGetsTheLockWhenItIsGivenBack()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("lock");
        var held = FileLock.TryAcquire(path);
        var waiting = FileLock.AcquireAsync(path, CancellationToken.None);
        Assert.Null(FileLock.TryAcquire(path));
        Assert.False(waiting.IsCompleted);

        held!.Dispose();

        using var next = await waiting;
        Assert.Null(FileLock.TryAcquire(path));
    }

    [Fact]
    public async Task AFileThatCannotBeIsNoLockThatSomebodyHas()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "no-such-folder", "lock");

        Assert.Throws<DirectoryNotFoundException>(() => FileLock.TryAcquire(path));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => FileLock.AcquireAsync(path, CancellationToken.None));
        Assert.ThrowsAny<IOException>(() => FileLock.TryAcquire("/proc/self/lock"));
    }
}
