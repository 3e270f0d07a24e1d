using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>A host whose leases another one took, as happens to one that is paused, goes on.</summary>
public sealed class LeaseTests(Azurite azurite) : IClassFixture<Azurite>
{
    [Fact]
    public async Task AHostThatLosesItsLeasesGoesOnAndTakesThemAgain()
    {
        await using var host = await HostProcess.StartAsync(azurite.ConnectionString);
        var drops = await azurite.ContainerAsync("drops");
        await drops.UploadBlobAsync("before/a", BinaryData.FromString("x"));
        Assert.Equal(["before a x"], await azurite.TakeAsync("drops-out", 1));

        var taken = await TakeLeasesAsync();
        Assert.NotEmpty(taken);
        await host.SaysAsync("A lease has gone to another host");
        foreach (var lease in taken)
            await lease.ReleaseAsync();
        await drops.UploadBlobAsync("after/b", BinaryData.FromString("x"));

        Assert.Equal(["after b x"], await azurite.TakeAsync("drops-out", 1));
        await azurite.SendAsync("takes-in", "again");
        Assert.Equal(["again 1 True True"], await azurite.TakeAsync("takes-out", 1));
        // The worker gives up a request that reaches it five seconds after its message, as the first may on a busy machine.
        await Until.TrueAsync(
            async () => (await host.Http.GetAsync("api/pages/home")).IsSuccessStatusCode, "the host answers requests");
        host.CloseInput();
        Assert.Equal(0, await host.EndAsync());
    }

    private async Task<IReadOnlyList<BlobLeaseClient>> TakeLeasesAsync()
    {
        var container = await azurite.ContainerAsync("azure-webjobs-hosts");
        List<BlobLeaseClient> taken = [];
        await foreach (var held in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "locks/", CancellationToken.None))
        {
            if (held.Properties.LeaseState != LeaseState.Leased)
                continue;
            var lease = container.GetBlobClient(held.Name).GetBlobLeaseClient();
            await lease.BreakAsync(TimeSpan.Zero);
            await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
            taken.Add(lease);
        }
        return taken;
    }
}
