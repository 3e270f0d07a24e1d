using ReapFunctions.Rules;

namespace ReapFunctions.Care;

/// <summary>A cause of dissatisfaction and what is promised to whom it strikes.</summary>
public sealed record CauseStandard
{
    /// <summary>What people read, such as <c>The line is down</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Days within which a case is solved, as promised; 1 to 365.</summary>
    public int? PromisedDays { get; init; }
}

/// <summary>When a cause that spreads raises an alarm; see <see cref="OutbreakSearch"/>.</summary>
public sealed record AlarmOptions
{
    /// <summary>Days of the trailing rate, 28 to 365; default 56. They end a week before the drop.</summary>
    public int BaselineDays { get; init; } = 56;

    /// <summary>
    /// The chance that a night on which nothing spreads raises any alarm, over all causes and places together; above 0, at most
    /// 0.1, default 0.01: one night in a hundred.
    /// </summary>
    public double FalseAlarms { get; init; } = 0.01;

    /// <summary>The least cases that raise an alarm, at least 2; default 5.</summary>
    public int MinCases { get; init; } = 5;
}

/// <summary>Who is recovered, by what and when. The first rule whose condition holds is the customer's.</summary>
public sealed record RecoveryRule
{
    public required string Name { get; init; }

    /// <summary>A condition over facts, those of care among them.</summary>
    public required Condition When { get; init; }

    /// <summary>The offer of kind recovery that puts it right.</summary>
    public required string Offer { get; init; }

    /// <summary>Share of the value at risk that it may cost, 0 to 1.</summary>
    public required double BudgetShare { get; init; }

    /// <summary>The most that it may cost, whatever is at risk; null (default) for no such limit.</summary>
    public double? MaxBudget { get; init; }

    /// <summary>Days from what calls for it to the day on which somebody asks whether it is right; 1 to 365.</summary>
    public required int FollowUpDays { get; init; }

    /// <summary>
    /// True where it answers nothing that the customer said: then the control group goes without, so that what it brings can be
    /// measured. Default false.
    /// </summary>
    public bool Proactive { get; init; }
}

/// <summary>
/// Dissatisfaction, its causes, what is promised and who is recovered: <c>care.json</c>. A portfolio without the file has none of
/// it.
/// </summary>
public sealed record CareOptions
{
    public const string File = "care.json";

    /// <summary>What a cause counts as that is none of these.</summary>
    public const string Unknown = "unknown";

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, CauseStandard> Causes { get; init; }

    /// <summary>Days after it was solved within which a case of the same cause means that it came back; default 30.</summary>
    public int CameBackDays { get; init; } = 30;

    /// <summary>The column of customers that holds the names which cases have for where they arose; null for none.</summary>
    public string? Region { get; init; }

    public AlarmOptions Alarm { get; init; } = new();

    public IReadOnlyList<RecoveryRule> Recovery { get; init; } = [];

    /// <summary>Why customers leave; null (default) where nobody asks them.</summary>
    public LeavingOptions? Leaving { get; init; }

    /// <summary>A cause by the names of the file.</summary>
    internal string Known(string cause) => Causes.ContainsKey(cause) ? cause : Unknown;

    /// <summary>What people read of a cause.</summary>
    internal string TitleOf(string cause) => Causes.TryGetValue(cause, out var known) ? known.Title : "Cause unknown";

    /// <summary>Days promised; null for a cause that nobody knows.</summary>
    internal int? PromisedDays(string cause) => Causes.GetValueOrDefault(cause)?.PromisedDays;

    /// <summary>
    /// The columns that rules go by. The region is none: where a name of one is not known, it strikes nobody, which costs no row.
    /// </summary>
    internal IEnumerable<string> Fields => Recovery.SelectMany(rule => rule.When.Fields);
}
