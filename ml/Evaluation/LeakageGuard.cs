namespace ReapFunctions.Ml.Evaluation;

/// <summary>Looks for features that know the answer: named as known afterwards, implausibly good alone, or telling by their
/// presence.</summary>
public static class LeakageGuard
{
    /// <summary>No honest feature ranks this well alone.</summary>
    public const double ImplausibleAuc = 0.95;

    /// <summary>A feature that ranks this well alone wants a second look.</summary>
    public const double SuspiciousAuc = 0.80;

    /// <summary>How unlikely it must be that a feature never varies within one label by chance.</summary>
    private const double MaxChance = 1e-9;

    /// <summary>Judges every column alone.</summary>
    /// <param name="data">The features.</param>
    /// <param name="labels">By row.</param>
    /// <param name="knownAfterwards">Columns that are known only after the event, such as the length of the call that
    /// sells.</param>
    /// <returns>What was found, refusals first.</returns>
    public static IReadOnlyList<Leak> Check(Dataset data, ReadOnlySpan<bool> labels, IEnumerable<string>? knownAfterwards = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var label = labels.ToArray();
        var named = (knownAfterwards ?? []).ToHashSet(StringComparer.Ordinal);
        var leaks = new List<Leak>();
        foreach (var column in data.Columns)
        {
            if (named.Contains(column.Name))
                leaks.Add(new Leak(column.Name, LeakKind.KnownAfterwards, "it is named as known only after the event", true));
            else if (Judge(column, label) is { } leak)
                leaks.Add(leak);
        }
        return [.. leaks.OrderByDescending(leak => leak.Refused)];
    }

    private static Leak? Judge(Column column, bool[] labels)
    {
        var scores = RateScores(column, labels);
        var auc = Ranking.Of(scores, labels).Auc();
        if (auc >= ImplausibleAuc)
            return new Leak(column.Name, LeakKind.ImplausibleAuc, $"alone it ranks with an AUC of {auc:F3}", true);
        if (ConstantWithin(column, labels) is { } which)
        {
            return new Leak(column.Name, LeakKind.ConstantWithinLabel,
                $"it never varies among the {(which ? "positive" : "negative")} rows, but does among the others", true);
        }
        return auc >= SuspiciousAuc
            ? new Leak(column.Name, LeakKind.SuspiciousAuc,
                $"alone it ranks with an AUC of {auc:F3}; is it known before the event?", false)
            : null;
    }

    /// <summary>The share of positives in the row's bin, learned from the other half of the rows, so that chance cannot
    /// score.</summary>
    private static float[] RateScores(Column column, bool[] labels)
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length)];
        var bins = Binning.BinFitter.Fit(column, rows, 50, seed: 1);
        var table = Binning.BinnedTable.Of(new Dataset([column], labels.Length), [bins], rows, threads: 1);
        var (counts, positives) = (new int[2, 256], new int[2, 256]);
        foreach (var row in rows)
        {
            counts[row % 2, table[row, 0]]++;
            positives[row % 2, table[row, 0]] += labels[row] ? 1 : 0;
        }
        var rate = (double)labels.Count(label => label) / labels.Length;
        return [.. rows.Select(row =>
            (float)((positives[1 - (row % 2), table[row, 0]] + (10 * rate)) / (counts[1 - (row % 2), table[row, 0]] + 10)))];
    }

    /// <summary>The label within which the column never varies, when that is no chance: its other values would have shown
    /// up.</summary>
    private static bool? ConstantWithin(Column column, bool[] labels)
    {
        foreach (var label in (ReadOnlySpan<bool>)[true, false])
        {
            int? only = null;
            var (varies, inside, outside, others) = (false, 0, 0, 0);
            for (var row = 0; row < labels.Length && !varies; row++)
            {
                if (labels[row] != label)
                    continue;
                inside++;
                varies = only is { } value && value != Key(column, row);
                only = Key(column, row);
            }
            if (varies || only is null)
                continue;
            for (var row = 0; row < labels.Length; row++)
            {
                outside += labels[row] == label ? 0 : 1;
                others += labels[row] != label && Key(column, row) != only ? 1 : 0;
            }
            if (outside > 0 && Math.Pow(1 - ((double)others / labels.Length), inside) < MaxChance)
                return label;
        }
        return null;
    }

    private static int Key(Column column, int row) => column is CategoricalColumn categorical
        ? categorical.Codes[row]
        : BitConverter.SingleToInt32Bits(((NumericColumn)column).Values[row] + 0f);
}

/// <summary>A feature that knows the answer, or may.</summary>
/// <param name="Feature">The column.</param>
/// <param name="Kind">What gives it away.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Refused">Whether models are not to learn from it unless told otherwise; else it is only reported.</param>
public sealed record Leak(string Feature, LeakKind Kind, string Reason, bool Refused);

/// <summary>What gives a leaking feature away.</summary>
public enum LeakKind
{
    /// <summary>It is named as known only after the event.</summary>
    KnownAfterwards,

    /// <summary>Alone it ranks better than any honest feature does.</summary>
    ImplausibleAuc,

    /// <summary>It never varies among the rows of one label.</summary>
    ConstantWithinLabel,

    /// <summary>Alone it ranks well enough to want a second look.</summary>
    SuspiciousAuc,
}
