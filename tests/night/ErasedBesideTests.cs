using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A person is erased before and while the file of a night is cleaned, and after the night: it is published, its totals agree,
/// and nothing holds the person.
/// </summary>
public sealed class ErasedBesideTests : ErasureNight
{
    [Fact]
    public async Task BeforeTheFileArrives()
    {
        Assert.Equal(200, await flow.EraseAsync(Person));

        await flow.PlayAsync(await CleanAsync());

        await AssertPublishedWithoutAsync(Run, inUpload: true);
    }

    [Fact]
    public async Task BetweenCleaningAndScoring()
    {
        var cleaned = await CleanAsync();
        Assert.NotEmpty(await TracesAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));

        await flow.PlayAsync(cleaned);

        await AssertPublishedWithoutAsync(Run);
    }

    [Fact]
    public async Task AfterPublishing()
    {
        await flow.PlayAsync(await CleanAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));
        await AssertPublishedWithoutAsync(Run);

        await flow.PlayAsync(await CleanAsync(Next.Date));
        await AssertPublishedWithoutAsync(Next, inUpload: true);
    }

    /// <param name="call">
    /// Of the clock: the first when the cleaning has asked who is erased and not begun to read, the second when it has read all
    /// and nothing is to be seen yet of what it has written.
    /// </param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WhileTheFileIsCleaned(int call)
    {
        await using var slow = new Flow(account, Buckets, new BusyClock(call, () => flow.EraseAsync(Person)));

        var cleaned = await CleanAsync(of: slow);
        // The upload was rewritten before it was read: its own event comes.
        if (call == 1)
            cleaned = await flow.CleanAgainAsync(LocalApp.PathOf(Run.Date));
        await slow.PlayAsync(cleaned);

        await AssertPublishedWithoutAsync(Run);
        // Its row is there without cells, and nobody is asked to correct it.
        Assert.Equal(1, (await ReceiptAsync(LocalApp.PathOf(Run.Date))).Erased);
    }

    [Fact]
    public async Task BetweenTheCleanRowsAndTheirRegistration()
    {
        var name = LocalApp.PathOf(Run.Date);
        var blob = account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromBytes(await NightAsync()), overwrite: true);
        await flow.Get<UploadIntake>().CleanAsync(name, default);
        Assert.Equal(200, await flow.EraseAsync(Person));

        // The process was lost there; its message comes again.
        var again = await flow.CleanAgainAsync(name);
        await flow.PlayAsync(again);

        await AssertPublishedWithoutAsync(Run);
    }

    [Fact]
    public async Task WhoIsErasedAndComesBackInAnOldFileIsLeftOutUntilTheErasureIsLifted()
    {
        await flow.PlayAsync(await CleanAsync());
        Assert.Equal(200, await flow.EraseAsync(Person));

        var old = $"customers/{Next.Date:yyyy-MM-dd}/old.csv";
        await flow.PlayAsync(await flow.CleanAsync(old, await NightAsync()));
        await AssertPublishedWithoutAsync(Next, inUpload: true);
        var receipt = await ReceiptAsync(old);
        Assert.Equal((1, receipt.Read), (receipt.Erased, receipt.Accepted + receipt.Repaired + receipt.Rejected + 1));
        Assert.Contains("1 are of erased customers and left out", receipt.Sentence, StringComparison.Ordinal);

        Assert.Equal(204, await flow.LiftAsync(Person));
        Assert.Equal(404, await flow.LiftAsync(Person));
        await flow.CleanAsync($"customers/{Next.Date:yyyy-MM-dd}/back.csv", [.. await NightAsync(), (byte)'\n']);
        Assert.NotEmpty(await TracesAsync());
    }

    [Fact]
    public async Task AFirstRowThatAnOlderReceiptShowsAsNamesGoesFromTheListOfReceiptsToo()
    {
        var name = $"customers/{Run.Date:yyyy-MM-dd}/headerless.csv";
        var receipts = flow.Get<ReceiptStore>();
        await receipts.WriteAsync(
            Receipt.Refused(
                "customers", Run.Date, name, "1",
                new Refusal(RefusalReason.MissingRequiredColumn, $"The header lacks 'id'. It has '{Person}', 'Zoë'."), default)
            with
            { ExtractId = $"{name}.1", UnknownColumns = [Person, "Zoë"] },
            TimeProvider.System.GetUtcNow(), default);

        Assert.Equal(200, await flow.EraseAsync(Person));

        Assert.Empty(await TracesAsync());
        Assert.DoesNotContain("Zoë", Assert.Single(await receipts.LatestAsync(1, default)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsStoredOfTheErasedNamesNobody()
    {
        Assert.Equal(200, await flow.EraseAsync(Person));

        var stored = await account.Blobs.GetBlobContainerClient(Containers.Erasures).GetBlobClient("ids.json")
            .DownloadContentAsync();
        Assert.DoesNotContain("Pers", stored.Value.Content.ToString(), StringComparison.Ordinal);
        Assert.True((await flow.Get<ErasedIdStore>().ReadAsync(default)).Holds(Person));
    }

    private async Task<Receipt> ReceiptAsync(string file)
    {
        var summary = (await flow.Get<ReceiptStore>().LatestAsync(10, default)).First(found => found.File == file);
        return (await flow.Get<ReceiptStore>().FindAsync(Path.ChangeExtension(summary.Receipt, null), default))!;
    }

    /// <summary>A clock that has something done once, when it is asked for a time stamp.</summary>
    private sealed class BusyClock(int call, Func<Task> meanwhile) : TimeProvider
    {
        private int asked;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref asked) == call)
                Task.Run(meanwhile).GetAwaiter().GetResult();
            return base.GetTimestamp();
        }
    }
}
