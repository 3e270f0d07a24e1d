using ReapFunctions.Ml.Binning;

namespace ReapFunctions.Ml.Boosting;

/// <summary>Where each feature's bins lie in a node's histogram (one flat array, no waste for small features), and a pool of them.</summary>
internal sealed class Histograms
{
    private readonly Stack<HistogramBin[]> free = new();
    private readonly int length;

    public Histograms(FeatureBins[] features)
    {
        Offsets = new int[features.Length];
        for (var feature = 0; feature < features.Length; feature++)
        {
            Offsets[feature] = length;
            length += features[feature].Bins + 1;
        }
    }

    /// <summary>First bin of each feature; its missing bin comes last.</summary>
    public int[] Offsets { get; }

    /// <summary>A histogram with undefined content.</summary>
    public HistogramBin[] Rent() => free.TryPop(out var histogram) ? histogram : new HistogramBin[length];

    public void Return(HistogramBin[] histogram) => free.Push(histogram);
}
