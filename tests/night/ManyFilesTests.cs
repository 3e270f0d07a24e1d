using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>So many files of a date are taken as a run can keep in mind, and no more.</summary>
public sealed class ManyFilesTests(TestAccount account) : IClassFixture<TestAccount>
{
    private const int MaxFiles = 200;
    private static readonly DateOnly Date = Extracts.FirstNight;

    [Fact]
    public async Task TheFirstFileTooManyIsRefusedAndTheOthersMakeARun()
    {
        await using var flow = new Flow(account, buckets: 2);
        var drops = flow.Get<DropStore>();
        var files = Enumerable.Range(0, MaxFiles).Select(Interactions).ToArray();
        foreach (var file in files)
            await drops.RegisterAsync(file, FileRule.Add, default);

        var csv = Encoding.UTF8.GetBytes(
            "interactionId,customerId,contactedOn,channel,topic,minutes\nI1,C1,2026-11-20,web,question,1\n");
        await flow.CleanRefusedAsync($"interactions/{Date:yyyy-MM-dd}/one-more.csv", csv);
        var receipt = (await flow.Get<ReceiptStore>().LatestAsync(1, default)).Single();
        Assert.Equal(RefusalReason.TooManyFiles, receipt.Refusal);
        Assert.StartsWith("There are 200 files of 2026-11-20 already", receipt.Sentence, StringComparison.Ordinal);
        // A file that is there may be corrected.
        await flow.CleanAsync($"interactions/{Date:yyyy-MM-dd}/7.csv", csv);

        var run = new RunState
        {
            Id = new RunId(Date, 1),
            Phase = RunPhase.Open,
            Buckets = 256,
            Extracts = files,
            Models = new Dictionary<string, string>(),
            OpenedAt = DateTimeOffset.UnixEpoch,
        };
        Assert.True(await flow.Get<RunStore>().TryOpenAsync(run, default));
        await flow.Get<RunStore>().ChangeAsync(run.Id, state => state with { Phase = RunPhase.Scoring }, default);
        var stored = await flow.Get<RunStore>().GetAsync(run.Id, default);
        Assert.Equal(files.Select(file => file.Folder), stored.Extracts.Select(file => file.Folder));
        Assert.Equal(files[^1].RowsByBucket, stored.Extracts[^1].RowsByBucket);
    }

    private static DropExtract Interactions(int number) => new()
    {
        Source = "interactions",
        Date = Date,
        Folder = $"interactions/{Date:yyyy-MM-dd}/{number}.csv.0x8DE29A4F1B2C3D4",
        Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number))),
        UploadedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        RowsByBucket = [.. Enumerable.Range(1000, 256).Select(rows => (long)rows)],
    };
}
