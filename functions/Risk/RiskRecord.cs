using System.Runtime.Serialization;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Risk;

/// <summary>How likely one customer is to leave, what that would cost and why.</summary>
public sealed record RiskRecord : ICustomerRecord
{
    public required string CustomerId { get; init; }

    public required RunId Run { get; init; }

    /// <summary>
    /// Calibrated chance to leave within the target's window, 0 to 1; null without a model or for who has left.
    /// </summary>
    public double? Propensity { get; init; }

    /// <summary>
    /// A band of <see cref="RiskOptions"/>, its name for who has left, or <see cref="RiskOptions.Unknown"/> without a model;
    /// null, as all numbers are, in a portfolio without a target of kind churn.
    /// </summary>
    public string? Band { get; init; }

    /// <summary>
    /// Propensity x the lifetime value of who stays until its window ends, never below 0: the risk of the window counts once.
    /// </summary>
    public double? ValueAtRisk { get; init; }

    /// <summary>Months until the expected loss, within the horizon of the lifetime value.</summary>
    public double? ExpectedMonths { get; init; }

    /// <summary>The most it is worth spending to keep this customer.</summary>
    public double? RetentionBudget { get; init; }

    /// <summary>A complaint is open: put that right before anything else.</summary>
    public bool Recover { get; init; }

    /// <summary>Why, in plain words, the strongest first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The strongest contributions, for later nights to be compared with.</summary>
    [DataMember(Name = "Pushes")]
    public IReadOnlyList<SaidContribution> Contributions { get; init; } = [];
}
