using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

public sealed class AzuriteServerTests
{
    [Fact]
    public async Task BlobsAndQueuesAnswerOnTheConnectionString()
    {
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);

        await new BlobContainerClient(server.ConnectionString, "letters").CreateAsync();
        await new QueueClient(server.ConnectionString, "letters").CreateAsync();

        Assert.True((await new BlobContainerClient(server.ConnectionString, "letters").ExistsAsync()).Value);
    }

    [Fact]
    public async Task TwoServersRunAtOnceAndShareNothing()
    {
        await using var first = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        await using var second = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);

        await new BlobContainerClient(first.ConnectionString, "letters").CreateAsync();

        Assert.False((await new BlobContainerClient(second.ConnectionString, "letters").ExistsAsync()).Value);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task WhatATerminalTellsEverybodyDoesNotEndStorageBeforeItsParentDoes(string signal)
    {
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);

        using var kill = Process.Start("kill", [$"-{signal}", $"{server.ProcessId}"]);
        await kill.WaitForExitAsync();
        // Azurite would have closed its ports by the second request.
        for (var request = 0; request < 5; request++)
        {
            await new BlobContainerClient(server.ConnectionString, $"letters{request}").CreateAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        Assert.True((await new BlobContainerClient(server.ConnectionString, "letters4").ExistsAsync()).Value);
    }

    [Fact]
    public async Task AFolderBelongsToOneServerAtATime()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { Location = folder.Path };
        await using (await AzuriteServer.StartAsync(options, CancellationToken.None))
        {
            var fault = await Assert.ThrowsAsync<AzuriteException>(
                () => AzuriteServer.StartAsync(options, CancellationToken.None));
            Assert.Contains("name another folder", fault.Message, StringComparison.Ordinal);
        }

        await using var next = await AzuriteServer.StartAsync(options, CancellationToken.None);
    }

    [Theory]
    [InlineData("/proc/nope")]
    [InlineData("/proc/self")]
    [InlineData("/dev/null")]
    public async Task AFolderThatCannotBeWrittenToIsSaidBeforeAnythingIsStarted(string folder)
    {
        var options = new AzuriteOptions { Location = folder, Node = "no-such-node" };

        var fault = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteServer.StartAsync(options, CancellationToken.None));

        Assert.StartsWith(
            $"The folder {folder} cannot be made or written to: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderIsFreeAgainAfterAStartThatFailed()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { Location = folder.Path, Node = "no-such-node" };

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var fault = await Assert.ThrowsAsync<AzuriteException>(
                () => AzuriteServer.StartAsync(options, CancellationToken.None));
            Assert.Contains("no-such-node", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AServerThatWasKilledIsSaidToHaveEnded()
    {
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        server.ThrowIfEnded();
        using var process = Process.GetProcessById(server.ProcessId);

        process.Kill();
        await process.WaitForExitAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        while (Record.Exception(server.ThrowIfEnded) is null)
            await Task.Delay(20, patience.Token);
        var fault = Assert.Throws<AzuriteException>(server.ThrowIfEnded);
        Assert.Contains("ended with exit code 137", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposingEndsTheProcess()
    {
        var server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        using var process = Process.GetProcessById(server.ProcessId);

        await server.DisposeAsync();

        Assert.True(process.HasExited);
    }

    [Fact]
    public async Task ALocationKeepsItsDataBetweenStarts()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { Location = folder.Path };
        await using (var server = await AzuriteServer.StartAsync(options, CancellationToken.None))
        {
            var container = new BlobContainerClient(server.ConnectionString, "letters");
            await container.CreateAsync();
            await container.UploadBlobAsync("a.txt", new BinaryData("kept"));
        }

        await using var again = await AzuriteServer.StartAsync(options, CancellationToken.None);
        var kept = await new BlobContainerClient(again.ConnectionString, "letters").GetBlobClient("a.txt").DownloadContentAsync();

        Assert.Equal("kept", kept.Value.Content.ToString());
    }

    [Fact]
    public async Task TheAccessLogTellsOfEveryRequest()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using (
            var server = await AzuriteServer.StartAsync(new AzuriteOptions { AccessLog = lines.Enqueue }, CancellationToken.None))
        {
            await new BlobContainerClient(server.ConnectionString, "letters").CreateAsync();
            // The log comes through a pipe, a moment after the answer.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8));
            while (!lines.Any(line => line.Contains("PUT", StringComparison.Ordinal)))
                await Task.Delay(20, patience.Token);
        }
        Assert.Contains(
            lines, line =>
            line.Contains("\"PUT /devstoreaccount1/letters?restype=container HTTP/1.1\" 201", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains(" HTTP/1.1\" ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AParentKilledWithoutWarningTakesTheEmulatorWithIt()
    {
        var installation = new AzuriteInstallation(new AzuriteOptions());
        await installation.EnsureAsync(CancellationToken.None);
        // The parent starts the emulator as AzuriteServer does, prints its process id and its output, and then waits for ever.
        const string parentScript =
            """
            const child = require("child_process").spawn(process.execPath, process.argv.slice(1), { stdio: ["pipe", "inherit", "inherit"] });
            console.log("child " + child.pid);
            """;
        using var parent = Process.Start(new ProcessStartInfo("node",
            ["-e", parentScript, "--", installation.Script, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
                "--inMemoryPersistence",
                "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"])
        { RedirectStandardOutput = true })!;
        var childId = 0;
        for (var line = await parent.StandardOutput.ReadLineAsync(); !line!.Contains("Table service is successfully listening");)
        {
            if (line.StartsWith("child ", StringComparison.Ordinal))
                childId = int.Parse(line[6..]);
            line = await parent.StandardOutput.ReadLineAsync();
        }
        using var child = Process.GetProcessById(childId);
        Assert.False(child.HasExited);

        parent.Kill();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        await child.WaitForExitAsync(patience.Token);
    }

    [Fact]
    public async Task APortInUseIsSaidWithAzuritesOwnWords()
    {
        await using var server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        var taken = new BlobServiceClient(server.ConnectionString).Uri.Port;

        var failure = await Assert.ThrowsAsync<AzuriteException>(() =>
            AzuriteServer.StartAsync(new AzuriteOptions { BlobPort = taken }, CancellationToken.None));

        Assert.Contains("EADDRINUSE", failure.Message);
    }

    [Fact]
    public async Task ServicesThatDoNotAnswerInTimeAreSaid()
    {
        var failure = await Assert.ThrowsAsync<AzuriteException>(() =>
            AzuriteServer.StartAsync(new AzuriteOptions { StartTimeout = TimeSpan.FromMilliseconds(1) }, CancellationToken.None));

        Assert.Contains("did not answer", failure.Message);
    }
}
