using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Boosting;
using ReapFunctions.Ml.Training;
using ReapFunctions.Risk;
using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Enquiries;

/// <summary>How much somebody is like the best customers.</summary>
/// <param name="Chance">That they are among the best once they are a customer, 0 to 1; null where nothing tells.</param>
/// <param name="Lifetime">What they are expected to bring then.</param>
/// <param name="Reasons">Why, in words, the strongest first.</param>
internal sealed record LikenessScore(double? Chance, double Lifetime, IReadOnlyList<string> Reasons);

/// <summary>
/// What the best customers are like, learned from a sample of the active ones: boosted trees on the columns that who asks has
/// too, judged on customers that they have not seen. Where they do not beat chance by more than their noise nobody is like
/// anybody, and all are worth the mean.
/// </summary>
/// <remarks>
/// Expected lifetime = chance x mean of the best + (1 - chance) x mean of the others. Reasons are exact Shapley values of the
/// trees (<see cref="PropensityModel.Explain"/>) in the words of <see cref="ReasonTexts.Likeness"/>.
/// </remarks>
internal sealed class Likeness
{
    private const int MostReasons = 3;

    private static readonly Target Best = new()
    {
        Name = ReasonTexts.Likeness,
        Kind = TargetKind.TakeUp,
        Label = new TargetLabel { From = LabelSource.Column },
    };

    private static readonly Roles NoRoles = new();

    private readonly PropensityModel? model;
    private readonly DateOnly asOf;

    private Likeness(PropensityModel? model, DateOnly asOf, LikenessFigures figures) =>
        (this.model, this.asOf, Figures) = (model, asOf, figures);

    public LikenessFigures Figures { get; }

    /// <param name="asOf">The drop's date, from which the age of dates counts.</param>
    public static Likeness Learn(
        CustomerSample sample, EnquiryOptions options, DateOnly asOf, CancellationToken cancellationToken)
    {
        var labels = BestOf(sample.Worth, options.BestShare);
        var figures = new LikenessFigures(
            false, "", sample.Worth.Length, null, Mean(sample.Worth.Where((_, row) => labels[row])),
            Mean(sample.Worth.Where((_, row) => !labels[row])), Mean(sample.Worth));
        if (sample.Customers.Columns.Count == 0)
            return new Likeness(null, asOf, figures with
            {
                Sentence = "The contract names no column that customers have too (reap.enquiries.alike): all are worth the mean.",
            });
        try
        {
            var trained = PropensityTrainer.Train(
                new FeatureTable(sample.Customers, NoRoles, asOf).For(Best), labels,
                new PropensityOptions
                {
                    Boosting = new BoostingOptions { MaxLeaves = 8, ColumnShare = 0.5, RowShare = 0.8, L2 = 3 },
                    // What is known of who asks is known before they are a customer: nothing of it comes after the event.
                    Trusted = [.. sample.Customers.Columns.Select(column => column.Name)],
                }, cancellationToken: cancellationToken);
            var auc = trained.Card.HoldOut.Auc;
            return new Likeness(trained.Model, asOf, figures with
            {
                Known = true,
                Auc = Math.Round(auc, 6),
                Sentence = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of two customers it has not seen, the better ranks first {auc:P0} of the time; chance does 50 %."),
            });
        }
        catch (NotTrainableException reason)
        {
            return new Likeness(null, asOf, figures with { Sentence = $"{reason.Message} Until then all are worth the mean." });
        }
    }

    /// <param name="known">What is known of who asks: the columns that were learned from.</param>
    public LikenessScore[] Score(Snapshot known, ReasonTexts texts)
    {
        if (model is null || known.Rows == 0)
            return [.. Enumerable.Repeat(new LikenessScore(null, Figures.MeanLifetime, []), known.Rows)];
        var data = new FeatureTable(known, NoRoles, asOf).For(Best);
        var (chances, contributions) = (model.Score(data), BucketScorer.Reasons(model, data));
        var words = new ReasonWords(texts, ReasonTexts.Likeness, known);
        var usual = Figures.Usual;
        return [.. chances.Select((chance, row) => new LikenessScore(
            Math.Round(chance, 6),
            Money.Round(chance * Figures.BestLifetime + (1 - chance) * Figures.OtherLifetime),
            words.Reasons(row, contributions[row], chance >= usual, MostReasons)))];
    }

    /// <summary>By row: whether the customer is among the best; of those worth the same all are or none.</summary>
    private static bool[] BestOf(double[] worth, double share)
    {
        var falling = worth.OrderDescending().ToArray();
        var least = falling.Length == 0 ? 0 : falling[(int)Math.Min(falling.Length - 1, falling.Length * share)];
        return Array.ConvertAll(worth, amount => amount > least);
    }

    private static double Mean(IEnumerable<double> amounts) => Money.Round(amounts.DefaultIfEmpty().Average());
}
