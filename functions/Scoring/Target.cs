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
}

/// <summary>Which customers are examples of a target, and of what.</summary>
public sealed record TargetLabel
{
    public required LabelSource From { get; init; }

    public required string Field { get; init; }

    /// <summary>Values that mean that it happened.</summary>
    public required IReadOnlyList<string> Positive { get; init; }

    /// <summary>Values that mean that it did not. A customer with any other value, or none, is not learned from.</summary>
    public required IReadOnlyList<string> Negative { get; init; }
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
public sealed record Targets(IReadOnlyList<Target> All)
{
    public const string File = "targets.json";

    private sealed record Shape(IReadOnlyList<Target> Targets);

    /// <param name="fields">The fields of the customers' contract.</param>
    /// <exception cref="ConfigException">With every fault.</exception>
    public static Targets Read(string json, IReadOnlySet<string> fields)
    {
        var targets = ConfigJson.Read<Shape>(File, json).Targets;
        var faults = targets.SelectMany((target, index) => Faults(target, $"$.targets[{index}]", fields)).ToList();
        faults.AddRange(targets
            .GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => new ConfigFault(File, "$.targets", $"Two targets are named '{group.Key}'. Give each its own name.")));
        if (targets.Count(target => target.Kind == TargetKind.Churn) != 1)
            faults.Add(new(File, "$.targets", "Exactly one target must have the kind churn."));
        return faults.Count == 0 ? new Targets(targets) : throw new ConfigException(faults);
    }

    /// <summary>The target of kind churn.</summary>
    public Target Churn => All.First(target => target.Kind == TargetKind.Churn);

    private static IEnumerable<ConfigFault> Faults(Target target, string path, IReadOnlySet<string> fields)
    {
        if (target.Name.Length is 0 or > 40 || !target.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            yield return new(File, $"{path}.name", $"'{target.Name}' is no name. Write 1 to 40 letters, digits and dashes.");
        if (target.Kind == TargetKind.TakeUp && string.IsNullOrEmpty(target.Product))
            yield return new(File, $"{path}.product", "A take-up target needs its product.");
        if (!fields.Contains(target.Label.Field))
            yield return new(File, $"{path}.label.field", $"The contract has no field '{target.Label.Field}'.");
        if (target.Label.Positive.Count == 0 || target.Label.Negative.Count == 0)
            yield return new(File, $"{path}.label", "Name at least one positive and one negative value.");
        if (target.Label.Positive.Intersect(target.Label.Negative).FirstOrDefault() is { } both)
            yield return new(File, $"{path}.label", $"'{both}' is both positive and negative.");
        foreach (var (field, index) in target.LeaveOut.Select((field, index) => (field, index)))
            if (!fields.Contains(field))
                yield return new(File, $"{path}.leaveOut[{index}]", $"The contract has no field '{field}'.");
    }
}
