namespace ReapFunctions.Value;

/// <summary>What the last training found of products; empty where it is not known.</summary>
/// <param name="GivenUp">See <see cref="ValueCutPoints.GivenUp"/>.</param>
/// <param name="Leaving">See <see cref="ValueCutPoints.Leaving"/>.</param>
public sealed record ProductHazards(IReadOnlyDictionary<string, double> GivenUp, IReadOnlyDictionary<string, double> Leaving)
{
    /// <summary>What is not known stays as it was.</summary>
    internal ValueCutPoints AddTo(ValueCutPoints points) => points with
    {
        GivenUp = GivenUp.Count > 0 ? GivenUp : points.GivenUp,
        Leaving = Leaving.Count > 0 ? Leaving : points.Leaving,
    };
}
