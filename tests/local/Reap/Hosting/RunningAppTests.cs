using System.Text.Json;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public sealed class RunningAppTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly RunningApp app = new(new Uri("http://127.0.0.1:7071"), "storage", Environment.ProcessId)
    {
        Portfolio = "telco",
        Key = "secret",
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnAppIsFoundUntilItEnds()
    {
        using (app.Announce(folder.Path))
            Assert.Equal(app, RunningApp.Find(folder.Path));

        Assert.Null(RunningApp.Find(folder.Path));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void OnlyItsOwnerReadsWhatIsWrittenDown()
    {
        // What a process of the same id left behind gives nothing of its own to the new one.
        File.WriteAllText(Note(), "");
        using var announced = app.Announce(folder.Path);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Note()));
    }

    [Fact]
    public void WhatAKilledProcessLeftIsDeletedEvenIfAnotherHasItsIdNow()
    {
        File.WriteAllText(Note(), JsonSerializer.Serialize(app));

        Assert.Null(RunningApp.Find(folder.Path));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFileThatIsBeingWrittenCountsNotYetAndStays()
    {
        using var announced = app.Announce(folder.Path);
        File.WriteAllText(Note(), "{");

        Assert.Null(RunningApp.Find(folder.Path));
        Assert.True(File.Exists(Note()));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsNamedWithTheWayOut()
    {
        File.WriteAllText(folder.Combine("file"), "");

        var fault = Assert.Throws<EnvironmentException>(() => app.Announce(folder.Combine("file/up")));

        Assert.Contains(folder.Combine("file/up"), fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set REAP_UP_HOME to a folder that can be written.", fault.Message, StringComparison.Ordinal);
    }

    private string Note() => folder.Combine($"{Environment.ProcessId}.json");
}
