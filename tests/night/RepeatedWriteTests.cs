using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A write that one of several may make, carried out and not answered, is sent again by the SDK: it is not taken for another's.
/// </summary>
public sealed class RepeatedWriteTests(TestAccount account) : IClassFixture<TestAccount>, IDisposable
{
    private readonly ServiceProvider repeating = account.AddClients(
        new ServiceCollection(),
        new FaultPolicy(new RequestLog(request => request.Reads ? Fault.None : Fault.Repeated))).BuildServiceProvider();

    private TableServiceClient Service => repeating.GetRequiredService<TableServiceClient>();

    public void Dispose() => repeating.Dispose();

    [Fact]
    public async Task WhoOpensARunKnowsThatItDid()
    {
        var runs = new RunStore(Service);

        Assert.True(await runs.TryOpenAsync(Run(), default));
        Assert.False(await runs.TryOpenAsync(Run(), default));
    }

    [Fact]
    public async Task AnAlarmIsRaisedOnce()
    {
        var late = new LateSource("invoices", new DateOnly(2026, 11, 21), default);
        var lates = new LateSourceStore(Service, new DropStore(Service), TimeProvider.System);

        Assert.True(await lates.RaiseAsync(late, default));
        Assert.False(await lates.RaiseAsync(late, default));
    }

    [Fact]
    public async Task AClaimIsTakenThatNobodyHadAndOneWhoseLeaseIsOver()
    {
        var behind = Claims(new LateClock(TimeSpan.FromHours(1)));
        Assert.NotNull(await behind.TryTakeAsync("repeated", default));

        Assert.NotNull(await Claims(TimeProvider.System).TryTakeAsync("repeated", default));
        Assert.Null(await Claims(TimeProvider.System).TryTakeAsync("repeated", default));
    }

    [Fact]
    public async Task WhatARewritingLeftOutIsCounted()
    {
        await account.Blobs.GetBlobContainerClient(Containers.Lists).UploadBlobAsync("rows", BinaryData.FromString("1\n2\n"));
        var lists = repeating.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(Containers.Lists);

        Assert.Equal(1, await lists.RewriteAsync("rows", WithoutTheFirstAsync, default));
        Assert.Equal(0, await lists.RewriteAsync("rows", WithoutTheFirstAsync, default));
    }

    private static async Task<int> WithoutTheFirstAsync(Stream content, Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        var text = await reader.ReadToEndAsync(cancellationToken);
        await output.WriteAsync(Encoding.UTF8.GetBytes(text.Replace("1\n", "", StringComparison.Ordinal)), cancellationToken);
        return text.StartsWith('1') ? 1 : 0;
    }

    private WorkClaimStore Claims(TimeProvider clock) => new(Service, repeating.GetRequiredService<QueueServiceClient>(), clock);

    private static RunState Run() => new()
    {
        Id = new RunId(new DateOnly(2026, 11, 21), 1),
        Phase = RunPhase.Open,
        Buckets = 1,
        Extracts = [],
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };
}
