namespace ReapFunctions.Ml.Binning;

/// <summary>How the values of one column map to bins 0..Bins-1, and missing values to bin <see cref="MissingBin"/>.</summary>
internal abstract class FeatureBins(string name, int bins)
{
    /// <summary>Most value bins of a feature: with the missing bin, all codes fit a byte.</summary>
    public const int MaxBins = 254;

    public string Name { get; } = name;

    /// <summary>Number of value bins, at most <see cref="MaxBins"/>.</summary>
    public int Bins { get; } = bins;

    public int MissingBin => Bins;
}
