using ReapFunctions.Contracts;
using ReapFunctions.Rules;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Risk;

/// <summary>
/// A target's contributions in plain words. Only the direction, the feature and its value are said: how much a feature adds in
/// log-odds means nothing to who reads it. Not safe for use by several threads.
/// </summary>
internal sealed class ReasonWords(ReasonTexts texts, string target, Snapshot customers)
{
    private readonly IReadOnlyDictionary<string, FeatureReason>? features =
        texts.Targets.GetValueOrDefault(target) ?? texts.Targets.GetValueOrDefault("*");

    private readonly Dictionary<(string Feature, string? Value, bool Up), TextTemplate.Filler?> fillers = [];

    /// <summary>The strongest reasons that push in one direction, and when there are none, those of the other.</summary>
    public IReadOnlyList<string> Reasons(int row, IReadOnlyList<Contribution> contributions, bool up, int max)
    {
        var said = InDirection(row, contributions, up, max);
        return said.Count > 0 ? said : InDirection(row, contributions, !up, max);
    }

    /// <summary>The strongest contributions in words, whatever their direction.</summary>
    public IReadOnlyList<SaidContribution> Contributions(int row, IReadOnlyList<Contribution> contributions, int max)
    {
        var pushes = new SaidContribution[Math.Min(max, contributions.Count)];
        for (var i = 0; i < pushes.Length; i++)
            pushes[i] = new SaidContribution(
                contributions[i].Feature, Math.Round(contributions[i].LogOdds, 3),
                Say(row, contributions[i].Feature, contributions[i].LogOdds > 0));
        return pushes;
    }

    private List<string> InDirection(int row, IReadOnlyList<Contribution> contributions, bool up, int max)
    {
        var said = new List<string>(max);
        for (var i = 0; i < contributions.Count && said.Count < max; i++)
        {
            var (feature, logOdds) = contributions[i];
            if (logOdds != 0 && logOdds > 0 == up && Say(row, feature, up) is { Length: > 0 } sentence
                && !said.Contains(sentence))
                said.Add(sentence);
        }
        return said;
    }

    private string? Say(int row, string feature, bool up)
    {
        customers.TryGet(feature, out var column);
        var value = column is null || column.IsMissing(row) ? null : Key(column, row);
        if (!fillers.TryGetValue((feature, value, up), out var filler))
            fillers[(feature, value, up)] = filler = Filler(feature, column, value, up);
        return filler?.Fill(row, name => name == "feature"
            ? feature
            : name == "value" && column is not null
            ? FactText.Show(column, row)
            : null);
    }

    /// <summary>Texts and flags may have words of their own by value; numbers and dates share theirs.</summary>
    private static string Key(SnapshotColumn column, int row) => column.Kind switch
    {
        ColumnKind.Text => column.Text(row)!,
        ColumnKind.Flag => column.Number(row) != 0 ? "true" : "false",
        _ => "",
    };

    private TextTemplate.Filler? Filler(string feature, SnapshotColumn? column, string? value, bool up)
    {
        var reason = features?.GetValueOrDefault(feature) ?? texts.Otherwise;
        var special = value is null ? null : reason.Values.GetValueOrDefault(value);
        var text = value is null && column is not null ? reason.Missing
            : up ? special?.Up ?? reason.Up
            : special?.Down ?? reason.Down;
        return text is null ? null : TextTemplate.Parse(text).Bind(name => customers.TryGet(name, out var other) ? other : null);
    }
}
