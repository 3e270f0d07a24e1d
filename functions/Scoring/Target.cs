using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

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
}

/// <summary>Which customers are examples of a target, and of what.</summary>
public sealed record TargetLabel
{
    public required LabelSource From { get; init; }

    /// <summary>The column of the label; empty for a label from history.</summary>
    public string Field { get; init; } = "";

    /// <summary>Values that mean that it happened.</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];

    /// <summary>Values that mean that it did not. A customer with any other value, or none, is not learned from.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];

    /// <summary>For a label from history: the detail source whose rows are looked for.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// For a label from history: the days in which rows are looked for. A customer has left when there is none, and has taken a
    /// product up when there is one.
    /// </summary>
    public int? Days { get; init; }

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
}

/// <summary>The file <c>targets.json</c>.</summary>
public sealed record TargetOptions(IReadOnlyList<Target> All)
{
    public const string File = "targets.json";

    private sealed record Shape(IReadOnlyList<Target> Targets);

    /// <param name="fields">The columns of a snapshot.</param>
    /// <param name="details">The detail sources, for labels from history; null (default) for none.</param>
    /// <exception cref="ConfigException">With every fault.</exception>
    public static TargetOptions Read(string json, IReadOnlySet<string> fields, IReadOnlyList<Contract>? details = null)
    {
        var targets = ConfigJson.Read<Shape>(File, json).Targets;
        var faults = targets.SelectMany((target, index) => Faults(target, $"$.targets[{index}]", fields)
            .Concat(target.Label.From == LabelSource.History
                ? HistoryFaults(target.Label, $"$.targets[{index}].label", details ?? [])
                : LabelFaults(target.Label, $"$.targets[{index}].label", fields))).ToList();
        faults.AddRange(targets
            .GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => new ConfigFault(
                File, "$.targets", $"Two targets are named '{group.Key}'. Give each its own name.")));
        if (targets.Count(target => target.Kind == TargetKind.Churn) != 1)
            faults.Add(new(File, "$.targets", "Exactly one target must have the kind churn."));
        return faults.Count == 0 ? new TargetOptions(targets) : throw new ConfigException(faults);
    }

    /// <summary>By target that predicts a take-up: its product.</summary>
    public IReadOnlyDictionary<string, string> TakeUps { get; } =
        All.Where(target => target.Product is not null).ToDictionary(target => target.Name, target => target.Product!);

    /// <summary>The target of kind churn.</summary>
    public Target Churn => All.First(target => target.Kind == TargetKind.Churn);

    private static IEnumerable<ConfigFault> Faults(Target target, string path, IReadOnlySet<string> fields)
    {
        if (target.Name.Length is 0 or > 40 || !target.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            yield return new(File, $"{path}.name", $"'{target.Name}' is no name. Write 1 to 40 letters, digits and dashes.");
        if (target.Kind == TargetKind.TakeUp && string.IsNullOrEmpty(target.Product))
            yield return new(File, $"{path}.product", "A take-up target needs its product.");
        foreach (var (field, index) in target.LeaveOut.Select((field, index) => (field, index)))
            if (!fields.Contains(field))
                yield return new(File, $"{path}.leaveOut[{index}]", $"The contract has no field '{field}'.");
    }

    private static IEnumerable<ConfigFault> LabelFaults(TargetLabel label, string path, IReadOnlySet<string> fields)
    {
        if (!fields.Contains(label.Field))
            yield return new(File, $"{path}.field", $"The contract has no field '{label.Field}'.");
        if (label.Positive.Count == 0 || label.Negative.Count == 0)
            yield return new(File, path, "Name at least one positive and one negative value.");
        if (label.Positive.Intersect(label.Negative).FirstOrDefault() is { } both)
            yield return new(File, path, $"'{both}' is both positive and negative.");
    }

    private static IEnumerable<ConfigFault> HistoryFaults(TargetLabel label, string path, IReadOnlyList<Contract> details)
    {
        if (label.Field.Length > 0 || label.Positive.Count + label.Negative.Count > 0)
            yield return new(File, path, "A label from history has a source and days, no field and no values.");
        if (label.Days is not (>= 1 and <= DetailRole.KeptDays))
            yield return new(File, $"{path}.days", $"Write 1 to {DetailRole.KeptDays} days.");
        if (details.FirstOrDefault(contract => contract.Source == label.Source) is not { } detail)
            yield return new(
                File, $"{path}.source",
                $"There is no detail source '{label.Source}'. Known: "
                + $"{string.Join(", ", details.Select(contract => contract.Source))}.");
        else if (label.Where is { } where)
        {
            var found = new List<ConfigFault>();
            DetailCheck.Collect(detail, where, (below, message) => found.Add(new(File, $"{path}.{below}", message)));
            foreach (var fault in found)
                yield return fault;
        }
    }
}
