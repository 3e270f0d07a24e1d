using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Linear;

/// <summary>
/// The feature vector of a logistic model: numbers standardised, missing ones replaced by the mean and marked by a slot of
/// their own; one slot per category.
/// </summary>
internal static class LogisticFeatures
{
    private const int MostCategories = 100;

    public static Featurizer Of(Dataset data, int[] rows)
    {
        var inputs = new List<InputColumn>();
        var slots = new List<Slot>();
        foreach (var column in data.Columns)
        {
            if (column is NumericColumn numeric)
                AddNumber(numeric, rows, inputs, slots);
            else
                AddCategories((CategoricalColumn)column, rows, inputs, slots);
        }
        return new Featurizer([.. inputs], [.. slots]);
    }

    private static void AddNumber(NumericColumn column, int[] rows, List<InputColumn> inputs, List<Slot> slots)
    {
        double sum = 0, squares = 0;
        var present = 0;
        foreach (var row in rows)
        {
            var value = column.Values[row];
            if (float.IsNaN(value))
                continue;
            sum += value;
            squares += (double)value * value;
            present++;
        }
        var mean = present > 0 ? sum / present : 0;
        var deviation = present > 1 ? Math.Sqrt(Math.Max(0, (squares / present) - (mean * mean))) : 0;
        var slot = Slot.OfNumber(inputs.Count);
        inputs.Add(new InputColumn(column.Name, null));
        slots.Add(slot
            .With(SlotStep.ReplaceMissing((float)mean))
            .With(SlotStep.Affine((float)mean, deviation > 1e-12 * Math.Abs(mean) ? (float)(1 / deviation) : 0)));
        if (present < rows.Length)
            slots.Add(slot.With(SlotStep.IsMissing));
    }

    private static void AddCategories(CategoricalColumn column, int[] rows, List<InputColumn> inputs, List<Slot> slots)
    {
        var bins = (Binning.CategoricalBins)Binning.BinFitter.Fit(column, rows, MostCategories, seed: 0);
        if (bins.Bins == 0)
            return;
        for (var category = 0; category < bins.Bins; category++)
            slots.Add(Slot.OfCategory(inputs.Count, category));
        inputs.Add(new InputColumn(column.Name, bins.Categories.ToArray()));
    }
}
