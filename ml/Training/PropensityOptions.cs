using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Evaluation;

namespace ReapFunctions.Ml.Training;

/// <summary>Settings of <see cref="PropensityTrainer"/>. The defaults give a good model for 2,000 to 1,000,000 rows.</summary>
public sealed record PropensityOptions
{
    /// <summary>Draws splits and samples. Default 1. The same seed gives the same bytes at any number of threads.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Share of the rows that only judge the model, between 0 and 1. Default 0.2, drawn with equal shares of
    /// positives.</summary>
    public double HoldOutShare { get; init; } = 0.2;

    /// <summary>Whether the model that is returned learns from all rows again after it was judged. Default true.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Fewest positives, and fewest negatives, to learn from. Default 25; below about 125 only a logistic regression is
    /// learned.</summary>
    public int MinPositives { get; init; } = 25;

    /// <summary>Categories of a column that are learned from, the most frequent; rarer ones count as unknown. Default
    /// 255.</summary>
    public int MaxCategories { get; init; } = 255;

    /// <summary>Columns known only after the event, such as the length of the call that sells: refused.</summary>
    public IReadOnlyList<string> KnownAfterwards { get; init; } = [];

    /// <summary>Columns to learn from although the leakage guard refuses them.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>Whether the rows stand in order of time. Then the last rows are held out instead of random ones, and columns that
    /// drift within the past are left out when the past's own end is told better without them. Default false.</summary>
    public bool RowsAreInTimeOrder { get; init; }

    /// <summary>One weight per row, above 0; empty (default) means all 1.</summary>
    public ReadOnlyMemory<float> Weights { get; init; }

    /// <summary>One group per row, such as the customer whom several rows are of; empty (default) means every row its own. No
    /// group is on both sides of the hold-out, or of the folds that settings are chosen by.</summary>
    public ReadOnlyMemory<int> Groups { get; init; }

    /// <summary>With groups, how many rows, the first ones, the hold-out is drawn from; 0 (default) means all.</summary>
    public int JudgedRows { get; init; }

    /// <summary>Whether a model is refused whose ranking of unseen rows may be luck. Default true.</summary>
    public bool MustBeatChance { get; init; } = true;

    /// <summary>Who competes. Default: all that this machine has.</summary>
    public Trainers Trainers { get; init; } = Trainers.All;

    /// <summary>Settings of our own trees to use as they are, alone; null (default) lets all candidates compete that suit the
    /// number of rows.</summary>
    public BoostingOptions? Boosting { get; init; }

    /// <summary>Threads to use; 0 (default) means all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Which rows a training with these options learns from at first, and which judge it.</summary>
    /// <param name="labels">By row.</param>
    /// <returns>Both lists in rising order.</returns>
    public (int[] Kept, int[] HeldOut) HoldOut(ReadOnlySpan<bool> labels) => this switch
    {
        { RowsAreInTimeOrder: true } => Splits.Later(labels.Length, HoldOutShare),
        { Groups.IsEmpty: true } => Splits.Stratified(labels, HoldOutShare, Seed),
        _ => Splits.Stratified(labels, Groups.Span, JudgedRows > 0 ? JudgedRows : labels.Length, HoldOutShare, Seed),
    };

    /// <summary>Why LightGBM cannot compete; null where it can.</summary>
    internal string? LightGbmAbsence { get; init; } = LightGbmCandidate.Absence;
}

/// <summary>Who may compete in a training.</summary>
[Flags]
public enum Trainers
{
    /// <summary>Ridge logistic regression (ML.NET, L-BFGS).</summary>
    LogisticRegression = 1,

    /// <summary>FastTree (ML.NET).</summary>
    FastTree = 2,

    /// <summary>Our own boosted trees.</summary>
    ReapTrees = 4,

    /// <summary>LightGBM (ML.NET), where its native library loads.</summary>
    LightGbm = 8,

    /// <summary>All of them.</summary>
    All = LogisticRegression | FastTree | ReapTrees | LightGbm,
}
