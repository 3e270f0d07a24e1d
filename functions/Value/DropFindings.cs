namespace ReapFunctions.Value;

/// <summary>What the last training found by looking from drop to drop; empty or null where it is not known.</summary>
/// <param name="GivenUp">See <see cref="ValueCutPoints.GivenUp"/>.</param>
/// <param name="Leaving">See <see cref="ValueCutPoints.Leaving"/>.</param>
/// <param name="TermEndRise">See <see cref="ValueCutPoints.TermEndRise"/>.</param>
public sealed record DropFindings(
    IReadOnlyDictionary<string, double> GivenUp, IReadOnlyDictionary<string, double> Leaving, double? TermEndRise)
{
    /// <summary>What is not known stays as it was.</summary>
    internal ValueCutPoints AddTo(ValueCutPoints points) => points with
    {
        GivenUp = GivenUp.Count > 0 ? GivenUp : points.GivenUp,
        Leaving = Leaving.Count > 0 ? Leaving : points.Leaving,
        TermEndRise = TermEndRise ?? points.TermEndRise,
    };
}
