using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>One process at a time has a piece of work, and a dead one does not keep it.</summary>
public class WorkClaimStoreTests(TestAccount account) : IClassFixture<TestAccount>
{
    private readonly string work = $"work {Guid.NewGuid()}";

    [Fact]
    public async Task OneOfManyTakesTheWork()
    {
        var claims = Claims();

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => claims.TryTakeAsync(work, default)));

        await Assert.Single(taken.OfType<WorkClaim>()).DisposeAsync();
    }

    [Fact]
    public async Task WorkThatWasGivenBackIsTakenAtOnce()
    {
        var claims = Claims();
        await (await claims.TryTakeAsync(work, default))!.DisposeAsync();

        await using var again = await claims.TryTakeAsync(work, default);

        Assert.NotNull(again);
    }

    [Fact]
    public async Task AClaimOutlivesItsLeaseWhileItIsHeld()
    {
        var claims = Claims(TimeSpan.FromSeconds(1));
        await using var held = await claims.TryTakeAsync(work, default);

        await Task.Delay(TimeSpan.FromSeconds(2.5));

        Assert.Null(await claims.TryTakeAsync(work, default));
        Assert.False(held!.WhileHeld.IsCancellationRequested);
    }

    [Fact]
    public async Task WorkWhoseLeaseIsOverIsTakenOverAndItsFormerHolderLearnsIt()
    {
        var behind = new WorkClaimStore(account.Tables, account.Queues, new LateClock(TimeSpan.FromHours(1)))
        {
            Lease = TimeSpan.FromSeconds(1),
        };
        var former = await behind.TryTakeAsync(work, default);

        await using var now = await Claims().TryTakeAsync(work, default);

        Assert.NotNull(now);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), former!.WhileHeld));
        await former!.DisposeAsync();
        Assert.Null(await Claims().TryTakeAsync(work, default));
    }

    /// <summary>What the SDK throws when it gives up is no answer of storage, and not of one type.</summary>
    [Fact]
    public async Task WhoseRenewalsNeverArriveLearnsThatItsLeaseIsOverAndGivesNothingBack()
    {
        var renewals = new RequestLog(
            request => request.Reads || request.Text.StartsWith("POST ", StringComparison.Ordinal) ? Fault.None : Fault.Lost);
        await using var services = account.AddClients(new ServiceCollection(), new FaultPolicy(renewals)).BuildServiceProvider();
        var cut = new WorkClaimStore(services.GetRequiredService<TableServiceClient>(), account.Queues, TimeProvider.System)
        {
            Lease = TimeSpan.FromSeconds(1),
        };
        var held = await cut.TryTakeAsync(work, default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), held!.WhileHeld));

        await held!.DisposeAsync();
    }

    private WorkClaimStore Claims(TimeSpan? lease = null) =>
        new(account.Tables, account.Queues, TimeProvider.System) { Lease = lease ?? TimeSpan.FromMinutes(1) };
}

/// <summary>A clock that is behind the others: what it claims is over before it begins, as if its process had died.</summary>
internal sealed class LateClock(TimeSpan behind) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - behind;
}
