using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Outcomes;
using ReapFunctions.Risk;
using ReapFunctions.Value;

namespace ReapFunctions.Prompts;

/// <summary>All that is known of one customer, in numbers: <c>GET /api/customers/{id}</c>.</summary>
public sealed record CustomerAnswer
{
    public required string CustomerId { get; init; }

    public required string Run { get; init; }

    /// <summary>The drop that the answer rests on.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required double AgeHours { get; init; }

    /// <summary>Older than the portfolio allows.</summary>
    public required bool Stale { get; init; }

    /// <summary>What the customer is worth, and holds.</summary>
    public required ValueRecord Value { get; init; }

    /// <summary>How likely the customer is to leave, with the strongest contributions as numbers and in words.</summary>
    public required RiskRecord Risk { get; init; }

    /// <summary>What became of the risk since the published run before; null when that does not know the customer.</summary>
    public RiskChange? RiskChange { get; init; }

    /// <summary>Channels with consent.</summary>
    public required IReadOnlyList<string> Consents { get; init; }

    /// <summary>In the control group: only service is offered.</summary>
    public required bool Control { get; init; }

    /// <summary>The hard stop that holds, if any.</summary>
    public string? Stop { get; init; }

    /// <summary>The team that looks after the customer; null for none in particular.</summary>
    public string? Team { get; init; }

    /// <summary>How the customer is cared for; null where their value band has no standard.</summary>
    public CareStandard? Standard { get; init; }

    /// <summary>What is done to put the relationship right; null where nothing is called for, or it is put right.</summary>
    public RecoveryPlan? Recovery { get; init; }

    /// <summary>Dissatisfaction that was voiced without a complaint, the newest first.</summary>
    public IReadOnlyList<FeedbackRecord> Feedback { get; init; } = [];

    /// <summary>What the customer said to prompts, the newest first, at most 200.</summary>
    public required IReadOnlyList<OutcomeRecord> Outcomes { get; init; }
}
