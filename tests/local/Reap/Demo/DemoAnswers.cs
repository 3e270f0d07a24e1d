using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Night;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Local.Tests.Reap.Demo;

/// <summary>Answers of the app as they might be.</summary>
internal static class DemoAnswers
{
    public static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);

    public static readonly UploadedExtract Upload = Of(new ExtractPath("customers", Run.Date, "customers.csv"));

    public static UploadedExtract Of(ExtractPath path) => new(path, path.ExtractId("0x8D1"));

    public static RunSummary RunSummary(RunPhase state = RunPhase.Published, long? customers = 95) => new(
        Run, Run.Date, state, customers, 16, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch,
        state == RunPhase.Failed ? "The totals differ." : null, [], new Dictionary<string, string>(),
        new Dictionary<string, string>(), [Upload.ExtractId], [], [], []);

    public static ReceiptSummary Receipt(
        ReceiptStatus status = ReceiptStatus.Accepted, long rejected = 5, UploadedExtract? upload = null) => new(
        "customers", Run.Date, Upload.Path.ToString(), status, null, "Nothing of it can be used.", 100, 90, 5, rejected, 0,
        new Dictionary<RepairRule, long>(), new Dictionary<RejectReason, long>(), DateTimeOffset.UnixEpoch,
        ReceiptStore.Name((upload ?? Upload).ExtractId));

    public static DemoNight Night(long? customers = 95, long rejected = 5) =>
        new(RunSummary(customers: customers), Receipt(rejected: rejected), []);

    public static Scorecard Scorecard(long customers = 95) => new()
    {
        Run = Run.ToString(),
        Currency = "EUR",
        Total = new ScorecardRow(
            "total", new ScorecardCell { Customers = customers, Active = 80, Lapsed = 15, WithOffer = 60, Control = 4 }, []),
        Deciles = [],
        Segments = [],
        CostBy = new Dictionary<string, decimal>(),
        RemovedBy = new Dictionary<string, long>(),
        BestOffers = new Dictionary<string, long>(),
    };
}
