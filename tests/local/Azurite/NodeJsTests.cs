using System.Diagnostics;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

public sealed class NodeJsTests
{
    [Fact]
    public async Task AMissingNodeIsSaidWithTheRemedy()
    {
        var failure = await Assert.ThrowsAsync<AzuriteException>(() =>
            AzuriteServer.StartAsync(new AzuriteOptions { Node = "no-such-node" }, CancellationToken.None));

        Assert.StartsWith("Node.js 20 or later is needed to run Azurite, the storage emulator", failure.Message);
        Assert.Contains("apt-get install nodejs npm", failure.Message);
        Assert.Contains("AzureWebJobsStorage", failure.Message);
    }

    [Fact]
    public async Task ANodeTooOldIsSaidWithItsVersion()
    {
        using var folder = new TemporaryFolder();
        var node = Script(folder.Combine("node"), "echo v18.19.0");

        var failure = await Assert.ThrowsAsync<AzuriteException>(() => NodeJs.CheckAsync(node, CancellationToken.None));

        Assert.Contains("'v18.19.0'", failure.Message);
        Assert.Contains("Install it", failure.Message);
    }

    [Theory]
    [InlineData("v20.11.1", true, 20)]
    [InlineData("v9.0.0", true, 9)]
    [InlineData("22.1.0", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("v", false, 0)]
    public void TheMajorVersionIsReadFromWhatNodePrints(string printed, bool read, int major)
    {
        Assert.Equal(read, NodeJs.TryMajor(printed, out var found));
        Assert.Equal(major, found);
    }

    /// <summary>
    /// Writes a shell script to take the place of node or npm. Another process writes it: were the file open for writing here,
    /// a child forked by a test running beside would hold it open for a moment, and the system runs no file that is being
    /// written.
    /// </summary>
    internal static string Script(string path, string body)
    {
        const string writer = "printf '#!/bin/sh\n%s\n' \"$2\" > \"$1\" && chmod +x \"$1\"";
        using var shell = Process.Start("sh", ["-c", writer, "sh", path, body]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return path;
    }
}
