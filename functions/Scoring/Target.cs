using System.Text.Json.Serialization;
using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>What a target predicts.</summary>
public enum TargetKind
{
    /// <summary>The customer leaves.</summary>
    Churn,

    /// <summary>The customer takes up a product.</summary>
    TakeUp,
}

/// <summary>Where the labels of a target come from.</summary>
public enum LabelSource
{
    /// <summary>A column that says what happened.</summary>
    Column,

    /// <summary>Who holds the product today, learned without the columns that give it away.</summary>
    Holdings,

    /// <summary>
    /// Whether rows of a detail source came in the days that followed, learned from customers as they were so many days ago.
    /// </summary>
    History,

    /// <summary>
    /// What the newest drop says of the customers of the drop so many days before: who is gone has left, who holds the product
    /// now has taken it up. Learned from customers as they were, for customers as they are.
    /// </summary>
    Drops,
}

/// <summary>Which customers are examples of a target, and of what.</summary>
public sealed record TargetLabel
{
    public required LabelSource From { get; init; }

    /// <summary>
    /// The column of the label; empty for a label from history. For a label from drops the column, if any, in which customers who
    /// have left are still named as such.
    /// </summary>
    public string Field { get; init; } = "";

    /// <summary>Values that mean that it happened.</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];

    /// <summary>Values that mean that it did not. A customer with any other value, or none, is not learned from.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];

    /// <summary>For a label from history: the detail source whose rows are looked for.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// For a label from history: the days in which rows are looked for. A customer has left when there is none, and has taken a
    /// product up when there is one. For a label from drops: the days between the two. For a column: the days that the rows are
    /// old, in which it happened; null when nobody knows.
    /// </summary>
    public int? Days { get; init; }

    public const int MostWindows = 12;

    /// <summary>
    /// For a label from drops: from how many spans of <see cref="Days"/>, one after the other, is learned at most. What became of
    /// customers in earlier ones says nearly as much as in the last, and a year of them knows all seasons.
    /// </summary>
    public int Windows { get; init; } = 4;

    /// <summary>For a label from history: the rows that count; null all.</summary>
    public RowsWhere? Where { get; init; }
}

/// <summary>What a model predicts.</summary>
public sealed record Target
{
    /// <summary>Names its models, lists and scores: lower-case letters, digits and dashes, or camel case.</summary>
    public required string Name { get; init; }

    public required TargetKind Kind { get; init; }

    /// <summary>The product taken up; null for churn.</summary>
    public string? Product { get; init; }

    public required TargetLabel Label { get; init; }

    /// <summary>Columns that give this label away, left out of its features.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>The offers that ask customers for it, or to stay where it is that they leave.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AskedBy { get; init; } = [];
}

/// <summary>The file <c>targets.json</c>.</summary>
public sealed record TargetOptions(IReadOnlyList<Target> All)
{
    public const string File = "targets.json";

    private sealed record Shape(IReadOnlyList<Target> Targets);

    /// <summary>
    /// Its targets as they stand there; null, with its faults among <paramref name="faults"/>, when it has another shape.
    /// </summary>
    public static IReadOnlyList<Target>? Read(ConfigFiles files, List<ConfigFault> faults) =>
        files.Read<Shape>(File, faults)?.Targets;

    /// <summary>Finds what targets of the right shape may still have wrong.</summary>
    /// <param name="fields">The columns of a snapshot, by name.</param>
    /// <param name="sources">Where labels from history and from drops come from.</param>
    /// <returns>Null when there are faults.</returns>
    public static TargetOptions? Check(
        IReadOnlyList<Target> targets, IReadOnlyDictionary<string, Field> fields, PortfolioSources sources,
        List<ConfigFault> found)
    {
        var before = found.Count;
        var faults = new Faults(File, found);
        for (var index = 0; index < targets.Count; index++)
            TargetCheck.Check(targets[index], fields, sources, faults.At($"targets[{index}]"));
        foreach (var twice in targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1))
            faults.Add("targets", $"Two targets are named '{twice.Key}'. Give each its own name.");
        faults.Unless(targets.Count > 0, "targets", "Write at least one target.");
        faults.Unless(targets.Count(target => target.Kind == TargetKind.Churn) <= 1, "targets",
            "At most one target may have the kind churn.");
        return found.Count == before ? new TargetOptions(targets) : null;
    }

    /// <summary>The fields that labels are read from, or that choose rows of them.</summary>
    internal IEnumerable<string> Fields => All.SelectMany(target => new[] { target.Label.Field, target.Label.Where?.Field })
        .OfType<string>();

    /// <summary>By target that predicts a take-up: its product.</summary>
    public IReadOnlyDictionary<string, string> TakeUps { get; } =
        All.Where(target => target.Product is not null).ToDictionary(target => target.Name, target => target.Product!);

    /// <summary>
    /// Of which day the rows of a drop are, where labels in columns say that they are so many days old; null for its own.
    /// </summary>
    public DateOnly? FactsAsOf(DateOnly drop) =>
        All.Where(target => target.Label.From == LabelSource.Column).Max(target => target.Label.Days) is { } days and > 0
            ? drop.AddDays(-days)
            : null;

    /// <summary>The first label from drops; null where there is none.</summary>
    internal TargetLabel? FromDrops => All.FirstOrDefault(target => target.Label.From == LabelSource.Drops)?.Label;

    /// <summary>The target of kind churn; null where nobody leaves, or nobody knows who does.</summary>
    public Target? Churn => All.FirstOrDefault(target => target.Kind == TargetKind.Churn);
}
