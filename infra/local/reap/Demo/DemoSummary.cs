using System.Text.Encodings.Web;
using System.Text.Json;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Night;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>The summary for programs: what <c>demo --json FILE</c> writes.</summary>
internal sealed record DemoSummary
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The run that is current at the end.</summary>
    public required string Run { get; init; }

    /// <summary>True when it was published and its totals agree.</summary>
    public required bool Published { get; init; }

    public required IReadOnlyList<ReceiptCounts> Receipts { get; init; }

    public required IReadOnlyList<Model> Models { get; init; }

    /// <summary>Customers, and customers with and without an offer.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Seconds by step, in their order.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }

    public static DemoSummary From(DemoResult result, bool published) => new()
    {
        Run = result.Last.Run.Run.ToString(),
        Published = published,
        Receipts = [.. result.Nights.SelectMany(night => night.Receipts).Select(ReceiptCounts.Of)],
        Models = [.. result.Models.Select(Model.Of)],
        Counts = OfferCounts.Of(result.Scorecard.Scorecard.Total.Sums),
        Timings = result.Times.ToDictionary(step => step.Step, step => Math.Round(step.Time.TotalSeconds, 3)),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>One extract.</summary>
    internal sealed record ReceiptCounts(string Source, string Status, long Read, long Accepted, long Repaired, long Rejected)
    {
        public static ReceiptCounts Of(ReceiptSummary receipt) => new(
            receipt.Source, AnswerWords.Of(receipt.Status), receipt.Read, receipt.Accepted, receipt.Repaired, receipt.Rejected);
    }

    /// <summary>One target's champion; figures of the hold-out are null where no model could be learned.</summary>
    /// <param name="Rows">Customers with a label.</param>
    /// <param name="Positives">Of these, those to whom it happened.</param>
    internal sealed record Model(
        string Target, long? Rows, long? Positives, double? Auc, double? LogLoss, double? CalibrationError)
    {
        public static Model Of(ModelSummary model) => new(
            model.Target, model.Card?.Rows, model.Card?.Positives, model.Card?.HoldOut.Auc, model.Card?.HoldOut.LogLoss,
            model.Card?.HoldOut.CalibrationError);
    }
}
