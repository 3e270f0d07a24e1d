using ReapFunctions.Storage;

namespace ReapFunctions.Plausibility;

/// <summary>What a run may look like to be published by itself: <c>plausibility.json</c>.</summary>
public sealed record PlausibilityOptions
{
    public const string File = "plausibility.json";

    /// <summary>
    /// Shares of fewer customers, or of fewer rows, than this say nothing and are not judged; 1 or more, default 200.
    /// </summary>
    public int MinCustomers { get; init; } = 200;

    /// <summary>Published nights whose median number of customers is the measure; 1 to 31, default 5.</summary>
    public int TrailingRuns { get; init; } = 5;

    /// <summary>Customers, as a share of that median, at least; 0 to 1, default 0.7.</summary>
    public double MinCustomerShare { get; init; } = 0.7;

    /// <summary>Customers, as a share of that median, at most; 1 or more, default 1.5.</summary>
    public double MaxCustomerShare { get; init; } = 1.5;

    /// <summary>Rejected rows of a source, as a share of those read; 0 to 1, default 0.1.</summary>
    public double MaxRejectShare { get; init; } = 0.1;

    /// <summary>Rows of the source of customers lost as duplicates, as a share of those read; 0 to 1, default 0.05.</summary>
    public double MaxDuplicateShare { get; init; } = 0.05;

    /// <summary>
    /// Rows of a source whose key the reference does not have, as a share of those that have a key; 0 to 1, default 0.2.
    /// </summary>
    public double MaxUnknownKeyShare { get; init; } = 0.2;

    /// <summary>
    /// Change of the total value of 12 months since the night before, as a share of what all values of that night add up to
    /// without their signs; default 0.4.
    /// </summary>
    public double MaxValueMoved { get; init; } = 0.4;

    /// <summary>Population stability index of a target's propensities since the night before; default 0.25.</summary>
    public double MaxStabilityIndex { get; init; } = 0.25;

    /// <summary>
    /// Calibration error in life of a model that is still in use, 0 to 1; default 0.1. Within its chance level it is none.
    /// </summary>
    public double MaxCalibrationError { get; init; } = 0.1;

    /// <summary>
    /// How far the rate that came in the control group may be from that predicted, as a share of the larger of the two, of a
    /// model that is still in use; 0 to 1, default 0.5. Within its 95 % interval it is not off.
    /// </summary>
    public double MaxCalibrationShare { get; init; } = 0.5;

    /// <summary>Customers in one value decile, as a share of all; 0 to 1, default 0.9.</summary>
    public double MaxDecileShare { get; init; } = 0.9;

    /// <summary>Customers in one risk band, as a share of those whose risk is known; 0 to 1, default 0.999.</summary>
    public double MaxBandShare { get; init; } = 0.999;

    /// <summary>
    /// Reads and checks the file, or takes the defaults where a portfolio has none; null, with its faults among
    /// <paramref name="faults"/>, when it cannot be used.
    /// </summary>
    public static PlausibilityOptions? Read(ConfigFiles files, List<ConfigFault> faults)
    {
        if (!files.Has(File))
            return new PlausibilityOptions();
        var before = faults.Count;
        if (files.Read<PlausibilityOptions>(File, faults) is not { } options)
            return null;
        PlausibilityCheck.Check(options, new Faults(File, faults));
        return faults.Count == before ? options : null;
    }
}

/// <summary>What must hold in <c>plausibility.json</c> beyond its shape.</summary>
internal static class PlausibilityCheck
{
    private const string Share = "Write a share from 0 to 1.";

    public static void Check(PlausibilityOptions options, Faults faults)
    {
        faults.Unless(options.MinCustomers >= 1, "minCustomers", "Write 1 or more.");
        faults.Unless(options.TrailingRuns is >= 1 and <= 31, "trailingRuns", "Write 1 to 31.");
        faults.Unless(IsShare(options.MinCustomerShare), "minCustomerShare", Share);
        faults.Unless(options.MaxCustomerShare >= 1, "maxCustomerShare", "Write 1 or more.");
        faults.Unless(IsShare(options.MaxRejectShare), "maxRejectShare", Share);
        faults.Unless(IsShare(options.MaxDuplicateShare), "maxDuplicateShare", Share);
        faults.Unless(IsShare(options.MaxUnknownKeyShare), "maxUnknownKeyShare", Share);
        faults.Unless(options.MaxValueMoved > 0, "maxValueMoved", "Write more than 0.");
        faults.Unless(options.MaxStabilityIndex > 0, "maxStabilityIndex", "Write more than 0.");
        faults.Unless(IsShare(options.MaxCalibrationError), "maxCalibrationError", Share);
        faults.Unless(IsShare(options.MaxCalibrationShare), "maxCalibrationShare", Share);
        faults.Unless(IsShare(options.MaxDecileShare), "maxDecileShare", Share);
        faults.Unless(IsShare(options.MaxBandShare), "maxBandShare", Share);
    }

    private static bool IsShare(double number) => number is >= 0 and <= 1;
}
