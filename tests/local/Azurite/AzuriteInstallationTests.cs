using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

public sealed class AzuriteInstallationTests
{
    [Fact]
    public async Task AHomeThatCannotBeWrittenIsNamedWithTheWayOut()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("file"), "");
        var installation = new AzuriteInstallation(new AzuriteOptions { Home = folder.Combine("file/home") });

        var fault = await Assert.ThrowsAsync<AzuriteException>(() => installation.EnsureAsync(CancellationToken.None));

        Assert.Contains(folder.Combine("file/home"), fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set REAP_AZURITE_HOME to a folder that can be written.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyCallersAtOnceInstallOnce()
    {
        using var folder = new TemporaryFolder();
        var installation = new AzuriteInstallation(
            new AzuriteOptions { Home = folder.Path, Npm = Script(folder, "echo x >> ../npm.log; sleep 0.3") });

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => installation.EnsureAsync(CancellationToken.None)));

        Assert.Single(await File.ReadAllLinesAsync(folder.Combine("npm.log")));
    }

    [Fact]
    public async Task AnInstallationBrokenOffIsMadeAnew()
    {
        using var folder = new TemporaryFolder();
        var installation = new AzuriteInstallation(new AzuriteOptions { Home = folder.Path, Npm = Script(folder, "true") });
        Directory.CreateDirectory(installation.Directory);
        var leftover = Path.Combine(installation.Directory, "leftover");
        await File.WriteAllTextAsync(leftover, "");

        await installation.EnsureAsync(CancellationToken.None);

        Assert.False(File.Exists(leftover));
        Assert.True(File.Exists(installation.Script));
    }

    [Fact]
    public async Task AFailingNpmIsSaidWithTheEndOfItsOutputAndTriedAgainNextTime()
    {
        using var folder = new TemporaryFolder();
        var installation = new AzuriteInstallation(new AzuriteOptions
        {
            Home = folder.Path,
            Npm = Script(
                folder, "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do echo line-$i-; done; echo no registry >&2; "
                + "exit 7"),
        });

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failure = await Assert.ThrowsAsync<AzuriteException>(() => installation.EnsureAsync(CancellationToken.None));
            Assert.Contains("exit code 7", failure.Message);
            Assert.Contains("no registry", failure.Message);
            Assert.DoesNotContain("line-1-", failure.Message);
        }
    }

    [Fact]
    public async Task ProgressIsToldWhileInstallingAndNotAfterwards()
    {
        using var folder = new TemporaryFolder();
        var said = new Said();
        var installation = new AzuriteInstallation(
            new AzuriteOptions { Home = folder.Path, Npm = Script(folder, "true"), Progress = said });

        await installation.EnsureAsync(CancellationToken.None);
        await installation.EnsureAsync(CancellationToken.None);

        Assert.Equal([$"Installing Azurite {installation.Version} ..."], said.Lines);
    }

    [Fact]
    public void TheFolderIsNamedForTheVersionAndTheLockFile() =>
        Assert.Matches(@"azurite-\d+\.\d+\.\d+-[0-9a-f]{12}$", new AzuriteInstallation(new AzuriteOptions()).Directory);

    private static string Script(TemporaryFolder folder, string body) => NodeJsTests.Script(folder.Combine("npm"), body);

    private sealed class Said : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value) => Lines.Add(value);
    }
}
