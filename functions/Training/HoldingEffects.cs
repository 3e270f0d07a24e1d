using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Outcomes;
using ReapFunctions.Snapshots;
using ReapFunctions.Value;

namespace ReapFunctions.Training;

/// <summary>
/// What holding a product does to leaving. The churn model says of every example how likely they had left without any product but
/// those that nearly all hold; how much the holders of each fall short of that is what holding it does.
/// </summary>
/// <remarks>
/// A logistic regression, of who left on what they held, around the model's log-odds:
/// <code>
/// logit(left) = logit(model without) + constant + sum of effects held     effect ~ N(0, 0.3^2)
/// </code>
/// A model of trees alone says too little: it may tell who leaves by what goes with a product. Of what no column shows nothing is
/// known: who would stay anyway may take more.
/// </remarks>
internal sealed class HoldingEffects(Roles roles, ListPrices prices)
{
    private const double EffectBefore = 1 / (0.3 * 0.3), ConstantBefore = 1e-6;

    /// <summary>Shares of holders between which there is enough to compare.</summary>
    private const double Few = 0.01, NearlyAll = 0.9;

    private const int Steps = 12;

    /// <summary>By product: the odds of leaving of who holds it over those of the same customer without.</summary>
    /// <param name="model">The churn model.</param>
    /// <param name="examples">What it was learned from.</param>
    public IReadOnlyDictionary<string, double> Of(PropensityModel model, TargetExamples examples)
    {
        var products = Products(examples.Data);
        if (products.Length == 0)
            return new Dictionary<string, double>();
        var without = Array.ConvertAll(model.Score(Without(examples.Data, products)), chance => YesRate.Logit(chance));
        var weights = new double[products.Length + 1];
        for (var step = 0; step < Steps; step++)
        {
            var way = Step(products, without, examples.Labels, weights);
            for (var i = 0; i < weights.Length; i++)
                weights[i] += Math.Clamp(way[i], -1, 1);
        }
        return products.Select((product, i) => (product.Name, Effect: weights[i]))
            .ToDictionary(product => product.Name, product => Math.Round(Math.Exp(product.Effect), 4));
    }

    /// <summary>Newton's; the constant is the last weight.</summary>
    private static double[] Step(HeldProduct[] products, double[] without, bool[] labels, double[] weights)
    {
        var constant = products.Length;
        double[] slope = [.. products.Select((_, i) => -EffectBefore * weights[i]), -ConstantBefore * weights[constant]];
        double[][] curvature = [.. slope.Select((_, i) =>
            slope.Select((_, j) => i != j ? 0 : i == constant ? ConstantBefore : EffectBefore).ToArray())];
        for (var row = 0; row < without.Length; row++)
        {
            int[] held = [.. Enumerable.Range(0, constant).Where(i => products[i].Held[row]), constant];
            var chance = YesRate.Sigma(without[row] + held.Sum(i => weights[i]));
            foreach (var i in held)
            {
                slope[i] += (labels[row] ? 1 : 0) - chance;
                foreach (var j in held.TakeWhile(j => j <= i))
                    curvature[i][j] += chance * (1 - chance);
            }
        }
        return LinearSystem.Solve(curvature, slope);
    }

    private HeldProduct[] Products(Dataset data) =>
        [
            .. roles.Holdings.Where(role => data.TryGet(role.Value.Field, out _))
                .Select(role => new HeldProduct(role.Key, role.Value.Field, HeldBy(data[role.Value.Field], role.Value.Is)))
                .Where(product => product.Held.Count(held => held) / (double)data.Rows is > Few and < NearlyAll)
                .OrderBy(product => product.Name, StringComparer.Ordinal),
        ];

    private static bool[] HeldBy(Column column, IReadOnlyList<string> values)
    {
        if (column is CategoricalColumn texts)
            return Array.ConvertAll(texts.Codes.ToArray(), code => code >= 0 && values.Contains(texts.Categories[code]));
        float[] wanted = [.. values.Select(NumberOf)];
        return Array.ConvertAll(((NumericColumn)column).Values.ToArray(), wanted.Contains);
    }

    /// <summary>The same customers without these products, and without what they pay for them.</summary>
    private Dataset Without(Dataset data, HeldProduct[] products)
    {
        var fields = products.Select(product => product.Field).ToHashSet(StringComparer.Ordinal);
        var paid = prices.Measure is { } measure ? roles.Measures.GetValueOrDefault(measure) : null;
        return new Dataset(
            [.. data.Columns.Select(column =>
                fields.Contains(column.Name) ? NotHeld(column)
                : column.Name == paid && column is NumericColumn revenue ? NotPaid(revenue, data, products)
                : column)],
            data.Rows);
    }

    private static Column NotHeld(Column column) => column is CategoricalColumn texts
        ? new CategoricalColumn(column.Name, [.. Enumerable.Repeat(-1, column.Rows)], [.. texts.Categories])
        : new NumericColumn(column.Name, new float[column.Rows]);

    private NumericColumn NotPaid(NumericColumn revenue, Dataset data, HeldProduct[] products)
    {
        var levels = data.TryGet(ListPrices.Column, out var level) ? ((NumericColumn)level).Values.ToArray() : null;
        var paid = revenue.Values.ToArray();
        foreach (var product in products)
        {
            var price = (float)prices.Products.GetValueOrDefault(product.Name);
            for (var row = 0; row < paid.Length; row++)
                paid[row] -= product.Held[row] ? price * (levels?[row] is { } times && float.IsFinite(times) ? times : 1) : 0;
        }
        return new NumericColumn(revenue.Name, paid);
    }

    private static float NumberOf(string value) =>
        bool.TryParse(value, out var flag) ? flag ? 1 : 0 : float.Parse(value, CultureInfo.InvariantCulture);

    private sealed record HeldProduct(string Name, string Field, bool[] Held);
}
