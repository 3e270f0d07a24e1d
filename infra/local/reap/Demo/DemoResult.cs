using ReapFunctions.Enquiries;
using ReapFunctions.Lists;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Night;
using ReapFunctions.Prompts;
using ReapFunctions.Scorecards.Causes;
using ReapFunctions.Scorecards.Plans;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>All that the demo shows, fetched from the app over HTTP.</summary>
internal sealed record DemoResult
{
    /// <summary>First to last.</summary>
    public required IReadOnlyList<DemoNight> Nights { get; init; }

    public required IReadOnlyList<ModelSummary> Models { get; init; }

    /// <summary>Of the last night, compared with the first.</summary>
    public required ScorecardAnswer Scorecard { get; init; }

    /// <summary>The head of one list.</summary>
    public required ListHead List { get; init; }

    /// <summary>What an agent sees of the first customer of the list.</summary>
    public required PromptAnswer Prompts { get; init; }

    /// <summary>Every decision about that customer.</summary>
    public required DecisionAnswer Decisions { get; init; }

    /// <summary>What spreads and whom it strikes; null where extracts are given, which tell nothing of it.</summary>
    public RecoveryAnswer? Recovery { get; init; }

    /// <summary>
    /// What hangs on each team, and the key accounts of the one on which most hangs; null where extracts are given, and where
    /// nobody has a team.
    /// </summary>
    public RecoveryAnswer? Team { get; init; }

    /// <summary>Whom to win back; null where extracts are given.</summary>
    public WinBackAnswer? WinBack { get; init; }

    /// <summary>Who asked and is to be followed up; null where extracts are given.</summary>
    public EnquiryListAnswer? Enquiries { get; init; }

    /// <summary>What is to be said to a customer who is asleep; null where nobody is.</summary>
    public PromptAnswer? Sleeper { get; init; }

    /// <summary>The churn that followed each cause of dissatisfaction since the first night.</summary>
    public IReadOnlyList<CauseChurn> CauseChurn { get; init; } = [];

    /// <summary>The cause that was planted; null for none.</summary>
    public PlantedCause? Planted { get; init; }

    /// <summary>What was simulated between the nights; null when one night was run.</summary>
    public Campaign? Campaign { get; init; }

    /// <summary>The calls to those whom the planted cause strikes; null without any.</summary>
    public RecoveryCalls? RecoveryCalls { get; init; }

    /// <summary>Plans that were kept, with what has come of them.</summary>
    public IReadOnlyList<PlanResult> Plans { get; init; } = [];

    /// <summary>Selections that were kept, with what has come of them.</summary>
    public IReadOnlyList<SelectionResult> Selections { get; init; } = [];

    /// <summary>What promises of plans and selections have been worth.</summary>
    public PlanWorth Worth { get; init; } = PlanWorth.Unknown;

    public required IReadOnlyList<StepTime> Times { get; init; }

    public DemoNight Last => Nights[^1];
}
