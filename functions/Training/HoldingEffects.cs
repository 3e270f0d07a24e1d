using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Ml.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Training;

/// <summary>
/// What holding a product does to leaving: how much less, or more, its holders leave than others who are like them in all but
/// what they hold and pay.
/// </summary>
/// <remarks>
/// It is what a logistic regression says that knows of the money only what is paid over the list: revenue goes with what is held,
/// and would take a part of it. Of few customers little is believed:
/// <code>
/// effect x n / (n + 1 / 0.3^2)     n = those who left x share of holders x share of the others
/// </code>
/// The churn model itself says too little: its trees tell who leaves by whatever goes with a product. Of what no column shows
/// nothing is known: who would stay anyway may take more.
/// </remarks>
internal sealed class HoldingEffects(Roles roles, ValueOptions value)
{
    private const double Before = 1 / (0.3 * 0.3);

    /// <summary>Shares of holders between which there is enough to compare.</summary>
    private const double Few = 0.01, NearlyAll = 0.9;

    /// <summary>
    /// By product: the odds of leaving of who holds it over those of the same customer without. Of the few who leave in a month
    /// they are those of the hazards.
    /// </summary>
    /// <param name="examples">Of the churn target.</param>
    /// <param name="options">How models are trained.</param>
    /// <exception cref="NotTrainableException">Too few of them left, or stayed.</exception>
    public IReadOnlyDictionary<string, double> Of(
        TargetExamples examples, PropensityOptions options, CancellationToken cancellationToken)
    {
        var products = Products(examples.Data);
        if (products.Length == 0)
            return new Dictionary<string, double>();
        var data = WithoutMoney(examples.Data);
        var model = PropensityTrainer.Train(
            data, examples.Labels,
            examples.With(options) with { Trainers = Trainers.LogisticRegression, MustBeatChance = false },
            cancellationToken: cancellationToken).Model;
        // In a regression a product adds the same for everybody.
        var (anybody, left) = (data.Select([0]), examples.Labels.Count(left => left));
        return products.ToDictionary(product => product.Name, product =>
        {
            var information = left * product.Share * (1 - product.Share);
            var effect = RawOf(model, anybody, product, held: true) - RawOf(model, anybody, product, held: false);
            return Math.Round(Math.Exp(effect * information / (information + Before)), 4);
        });
    }

    /// <summary>The log-odds of a customer, did they hold a product or not.</summary>
    private static double RawOf(PropensityModel model, Dataset customer, HeldProduct product, bool held)
    {
        var score = new float[1];
        model.RawScore(
            new([.. customer.Columns.Select(column => column.Name == product.Field ? product.Column(column, held) : column)]),
            score);
        return score[0];
    }

    private Dataset WithoutMoney(Dataset data)
    {
        string[] measures = [value.RevenueMonthly, value.RevenueYear, value.RevenueToDate, value.DirectCost];
        var money = measures.Select(measure => roles.Measures.GetValueOrDefault(measure)).OfType<string>();
        return data.Without(money);
    }

    private HeldProduct[] Products(Dataset data) =>
        [
            .. roles.Holdings.Where(role => data.TryGet(role.Value.Field, out _))
                .Select(role => HeldProduct.Of(role.Key, role.Value, data[role.Value.Field]))
                .Where(product => product.Share is > Few and < NearlyAll)
                .OrderBy(product => product.Name, StringComparer.Ordinal),
        ];

    /// <param name="Share">Of those who hold it, 0 to 1.</param>
    /// <param name="With">What the column says of most holders: a number, or the place of a text.</param>
    /// <param name="Without">What it says of most others, who may say nothing.</param>
    private sealed record HeldProduct(string Name, string Field, double Share, float With, float Without)
    {
        public static HeldProduct Of(string name, FieldIs role, Column column)
        {
            float[] cells = column is CategoricalColumn texts
                ? Array.ConvertAll(texts.Codes.ToArray(), code => (float)code)
                : ((NumericColumn)column).Values.ToArray();
            float[] wanted = column is CategoricalColumn named
                ? [.. role.Is.Select(text => (float)named.Categories.ToList().IndexOf(text)).Where(place => place >= 0)]
                : [.. role.Is.Select(NumberOf)];
            float[] holders = [.. cells.Where(wanted.Contains)], others = [.. cells.Where(cell => !wanted.Contains(cell))];
            return new(name, role.Field, holders.Length / (double)Math.Max(1, cells.Length), MostOf(holders), MostOf(others));
        }

        /// <summary>The column of one customer, did they hold it or not.</summary>
        public Column Column(Column column, bool held)
        {
            var cell = held ? With : Without;
            return column is CategoricalColumn texts
                ? new CategoricalColumn(Field, [(int)cell], [.. texts.Categories])
                : new NumericColumn(Field, [cell]);
        }

        private static float MostOf(float[] cells) =>
            cells.CountBy(cell => cell).OrderByDescending(cell => cell.Value).ThenBy(cell => cell.Key).FirstOrDefault().Key;

        /// <summary>NaN for a date, whose product is in no comparison.</summary>
        private static float NumberOf(string value) =>
            bool.TryParse(value, out var flag) ? flag ? 1 : 0
            : float.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : float.NaN;
    }
}
