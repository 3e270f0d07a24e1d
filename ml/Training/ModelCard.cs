using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>What a model was trained on and how well it did on rows that it had not seen.</summary>
public sealed record ModelCard
{
    /// <summary>Rows with a label that it learned from; 0 for a model that was brought, of which nobody knows.</summary>
    public required int Rows { get; init; }

    /// <summary>Of these, positive.</summary>
    public required int Positives { get; init; }

    /// <summary>The seed of splits and samples.</summary>
    public required long Seed { get; init; }

    /// <summary>The kind of model and how its scores are calibrated.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The columns it reads.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Columns that were given but say nothing: constant or all missing.</summary>
    public required IReadOnlyList<string> Unused { get; init; }

    /// <summary>What the leakage guard found; the refused columns were not learned from.</summary>
    public IReadOnlyList<Leak> Leaks { get; init; } = [];

    /// <summary>Columns left out because they drift within the training rows.</summary>
    public IReadOnlyList<string> Drifting { get; init; } = [];

    /// <summary>The settings it was trained with.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }

    /// <summary>Log-loss of every candidate on rows it had not seen; the chosen one is among them.</summary>
    public IReadOnlyDictionary<string, double> Candidates { get; init; } = new Dictionary<string, double>();

    /// <summary>AUC of every candidate on the same rows.</summary>
    public IReadOnlyDictionary<string, double> CandidateAucs { get; init; } = new Dictionary<string, double>();

    /// <summary>Candidates that were behind and did not go on, and after how many of the folds: their figures are of
    /// these.</summary>
    public IReadOnlyDictionary<string, int> Stopped { get; init; } = new Dictionary<string, int>();

    /// <summary>Who could not compete on this machine, why, and what to do.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>By feature: the mean size of its contributions on held-out rows, in log-odds, largest first.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Importance { get; init; } = [];

    /// <summary>How it did on the hold-out; the model was then trained again on all rows when asked for.</summary>
    public required Metrics HoldOut { get; init; }

    /// <summary>The day of which the features are; null when nobody said.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The day until which the event may have happened.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many spans of days of this length, one after the other, it learned from; the last of them ends
    /// there.</summary>
    public int Windows { get; init; } = 1;

    /// <summary>How many it did not learn from, since somebody had asked them for what it predicts to come unasked.</summary>
    public int Asked { get; init; }

    /// <summary>How the same training did on the days that followed; null where it could not be tried.</summary>
    public OutOfTime? OutOfTime { get; init; }

    /// <summary>How many features the page for people ranks.</summary>
    private const int MaxImportant = 15;

    /// <summary>Indented JSON in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Default.ModelCard);

    /// <exception cref="JsonException">Not the JSON of a card.</exception>
    public static ModelCard FromJson(string json) =>
        JsonSerializer.Deserialize(json, CardJson.Default.ModelCard) ?? throw new JsonException("The card is empty.");

    /// <summary>A page for people.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        AddFigures(text);
        AddColumns(text);
        AddCandidates(text);
        return text.AppendLine(
            CultureInfo.InvariantCulture, $"settings    {string.Join(", ", Settings.Select(s => $"{s.Key} {s.Value}"))}")
            .ToString();
    }

    private string EarlierWindows => Windows switch
    {
        1 => "",
        2 => ", and as long before",
        _ => string.Create(CultureInfo.InvariantCulture, $", and {Windows - 1} times as long before"),
    };

    private void AddFigures(StringBuilder text)
    {
        var invariant = CultureInfo.InvariantCulture;
        text.AppendLine(invariant, $"{Algorithm}, seed {Seed}");
        text.AppendLine(Rows == 0
            ? "trained     elsewhere, on rows that are not known"
            : string.Create(
                invariant, $"trained on  {Rows:N0} rows, {Positives:N0} positive ({(double)Positives / Rows:P1})"));
        if (AsOf is { } asOf && Until is { } until)
            text.AppendLine(
                invariant,
                $"learned     as of {asOf:yyyy-MM-dd}, what happened until {until:yyyy-MM-dd}{EarlierWindows}");
        if (Asked > 0)
            text.AppendLine(invariant, $"left out    {Asked:N0} rows of customers whom somebody had asked");
        text.AppendLine(invariant, $"judged on   {HoldOut.Rows:N0} rows held out, {HoldOut.Positives:N0} positive");
        text.AppendLine(invariant,
            $"AUC {HoldOut.Auc:F4} ± {1.96 * HoldOut.AucError:F4}   PR-AUC {HoldOut.PrAuc:F4}   log-loss "
                + $"{HoldOut.LogLoss:F4}   Brier {HoldOut.Brier:F4}");
        text.AppendLine(invariant,
            $"calibration error {HoldOut.CalibrationError:F4}   slope {HoldOut.CalibrationSlope:F3}   intercept "
                + $"{HoldOut.CalibrationIntercept:F3}");
        if (OutOfTime is { } later)
            text.AppendLine(
                invariant,
                $"out of time  learned until {later.LearnedUntil:yyyy-MM-dd}, {later.Metrics.Rows:N0} rows after: AUC "
                    + $"{later.Metrics.Auc:F4} ± {1.96 * later.Metrics.AucError:F4}   log-loss {later.Metrics.LogLoss:F4}   "
                    + $"calibration error {later.Metrics.CalibrationError:F4}");
        text.AppendLine("decile     rows  positive  predicted  actual   lift   gain");
        foreach (var decile in HoldOut.Deciles)
        {
            text.AppendLine(invariant,
                $"{decile.Number,6} {decile.Rows,8:N0} {decile.Positives,9:N0} {decile.MeanProbability,10:P1} "
                    + $"{(double)decile.Positives / decile.Rows,7:P1} {decile.Lift,6:F2} {decile.Gain,6:P0}");
        }
    }

    private void AddColumns(StringBuilder text)
    {
        var invariant = CultureInfo.InvariantCulture;
        text.AppendLine(invariant, $"features    {string.Join(", ", Features)}");
        foreach (var (feature, size) in Importance.Take(MaxImportant))
            text.AppendLine(invariant, $"matters     {size:F4}  {feature}");
        if (Unused.Count > 0)
            text.AppendLine(invariant, $"unused      {string.Join(", ", Unused)}");
        foreach (var leak in Leaks)
            text.AppendLine(invariant, $"{(leak.Refused ? "refused" : "warning"),-11} {leak.Feature}: {leak.Reason}");
        if (Drifting.Count > 0)
            text.AppendLine(invariant, $"drifting    {string.Join(", ", Drifting)}");
    }

    private void AddCandidates(StringBuilder text)
    {
        var invariant = CultureInfo.InvariantCulture;
        foreach (var (name, loss) in Candidates)
        {
            var auc = CandidateAucs.GetValueOrDefault(name, double.NaN);
            var end = Stopped.TryGetValue(name, out var folds) ? $", stopped after fold {folds}" : "";
            text.AppendLine(invariant, $"candidate   {loss:F4}  AUC {auc:F4}  {name}{end}");
        }
        foreach (var absent in Absent)
            text.AppendLine(invariant, $"absent      {absent}");
    }
}

/// <summary>How a training did on days that come after all that it knows.</summary>
/// <param name="LearnedUntil">The day until which the event may have happened in the rows that were learned from.</param>
/// <param name="Metrics">On the rows of the days after.</param>
public sealed record OutOfTime(DateOnly LearnedUntil, Metrics Metrics);

/// <summary>Generated serialisation: no reflection, a quick start.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJson : JsonSerializerContext;
