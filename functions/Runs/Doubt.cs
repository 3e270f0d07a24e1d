namespace ReapFunctions.Runs;

/// <summary>What about a run can look wrong.</summary>
public enum DoubtKind
{
    /// <summary>Far fewer or more customers than in the nights before.</summary>
    Customers,

    /// <summary>Too many rows of a source were rejected.</summary>
    Rejects,

    /// <summary>Too many rows of the source of customers have an id that another row has: it does not identify.</summary>
    Duplicates,

    /// <summary>Too many rows of a source have a key that its reference does not have.</summary>
    UnknownKeys,

    /// <summary>Much of the total value moved since the night before.</summary>
    Value,

    /// <summary>Nobody has any value.</summary>
    NoValue,

    /// <summary>The propensities of a target are spread otherwise than the night before, by the same model.</summary>
    Propensities,

    /// <summary>What a model predicted has not come true, and it is still in use.</summary>
    Calibration,

    /// <summary>A target has no champion any more.</summary>
    Champion,

    /// <summary>Nearly everybody is in one value decile.</summary>
    OneDecile,

    /// <summary>Nearly everybody is in one risk band.</summary>
    OneBand,
}

/// <summary>One thing about a run that looks wrong.</summary>
/// <param name="Sentence">What is wrong, in figures.</param>
/// <param name="Figure">What was measured; null where nothing is measured.</param>
/// <param name="Limit">The limit of <c>plausibility.json</c> that it is beyond.</param>
/// <param name="Of">What it is of: a source, a target, a decile or a band; null where it is of the whole run.</param>
public sealed record Doubt(DoubtKind Kind, string Sentence, double? Figure, double? Limit, string? Of = null);
