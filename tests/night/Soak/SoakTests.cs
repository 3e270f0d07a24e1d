using System.Diagnostics;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Soak;

/// <summary>
/// Many nights in a row with everything that happens to them: 5 of 900 customers, or 40 of 1,500 with <c>REAP_LONG=1</c>.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Buckets = 4;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";
    private static readonly int Nights = IsLong ? 40 : 5;
    private static readonly int KeptRuns = IsLong ? 10 : 2;

    private readonly TestAccount account = new();

    public Task InitializeAsync() => account.InitializeAsync();

    public Task DisposeAsync() => account.DisposeAsync();

    [Fact]
    public async Task EveryNightIsPublishedOnceClosesAndLeavesNothingBehind()
    {
        var telco = new SyntheticTelco(
            new TelcoOptions
            {
                Labelled = true,
                Customers = IsLong ? 1_500 : Extracts.Customers,
                FirstDrop = Extracts.FirstNight.AddDays(-Nights),
            });
        await using var flow = new Flow(account, Buckets, keepRuns: KeptRuns);
        var (all, erased) = (new List<Growth>(), new List<string>());
        for (var number = 0; number < Nights; number++)
        {
            var watch = Stopwatch.StartNew();
            var (scored, runs) = (Count(flow, "Scored"), await RunsAsync(flow, number, telco));
            var night = new SoakNight(flow, telco, number);
            await night.PlayAsync();
            var growth = await Growth.MeasureAsync(account, flow, watch.Elapsed);
            output.WriteLine($"{number,2} {growth} {string.Join("; ", night.Events)}");

            Assert.Equal(night.Run, await flow.Get<RunPointerStore>().CurrentAsync(default));
            // Once is once, whatever arrives when.
            var made = await RunsAsync(flow, number, telco);
            Assert.Equal((made - runs) * Buckets, Count(flow, "Scored") - scored);
            Assert.Equal(night.Run.Number, made);
            await night.AssertClosesAsync();
            if (night.Erased is { } person)
                erased.Add(person);
            all.Add(growth);
        }
        foreach (var person in erased)
            // Senders deliver them again: nobody but the sender changes that file.
            Assert.DoesNotContain(
                await Traces.OfAsync(account, person), trace => !trace.StartsWith(Containers.Extracts, StringComparison.Ordinal));
        AssertHolds(all);
    }

    /// <summary>What is kept is bounded by what is to be kept, and memory by one night.</summary>
    private static void AssertHolds(List<Growth> all)
    {
        var (early, late) = (all[KeptRuns], all[^1]);
        Assert.InRange(late.Tables, 1, Storage.Tables.All.Count + Enum.GetValues<RecordKind>().Length * (KeptRuns + 4));
        foreach (var container in new[] { Containers.Scored, Containers.Lists })
            Assert.InRange(late.Blobs[container].Count, 1, early.Blobs[container].Count * 2);
        // Other tests share the process of a short one, and what they hold at that moment is in the figure.
        if (IsLong)
            Assert.InRange(late.Memory, 0, early.Memory * 3 / 2);
        // Per night: a drop and a receipt of each source, of files that came twice, and what is noted of the runs kept.
        Assert.InRange(late.Rows[Storage.Tables.Runs], 1, early.Rows[Storage.Tables.Runs] + all.Count * 16);
    }

    private static int Count(Flow flow, string done) => flow.Done.GetValueOrDefault(done);

    private static async Task<int> RunsAsync(Flow flow, int night, SyntheticTelco telco) =>
        (await flow.Get<RunStore>().ListAsync(telco.DateOf(night), default)).Count;
}
