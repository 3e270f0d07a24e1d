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

    private readonly Dictionary<(string Feature, string? Value, bool Up), (TextTemplate.Filler? Filler, bool SaysNone)> known =
        [];

    /// <summary>
    /// The strongest reasons that push in one direction; none where all push in the other, which would argue against what is
    /// said.
    /// </summary>
    /// <param name="leftOut">Features that are no news, as a rule asks for them; null: none.</param>
    public IReadOnlyList<string> Reasons(
        int row, IReadOnlyList<Contribution> contributions, bool up, int max, IReadOnlySet<string>? leftOut = null)
    {
        var said = new List<string>(max);
        for (var i = 0; i < contributions.Count && said.Count < max; i++)
        {
            var (feature, logOdds) = contributions[i];
            if (logOdds != 0 && logOdds > 0 == up && leftOut?.Contains(feature) != true
                && Say(row, feature, up) is { Length: > 0 } sentence && !said.Contains(sentence))
                said.Add(sentence);
        }
        return said;
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

    private string? Say(int row, string feature, bool up)
    {
        customers.TryGet(feature, out var column);
        var value = column is null || column.IsMissing(row) ? null : Key(column, row);
        if (!known.TryGetValue((feature, value, up), out var words))
            known[(feature, value, up)] = words = Words(feature, column, value, up);
        if (!words.SaysNone && column?.Kind == ColumnKind.Number && column.Number(row) == 0)
            return null;
        return words.Filler?.Fill(row, name => name == "feature"
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

    /// <summary>
    /// What to say, and whether it can be said of a number that is 0: a count of none is no reason unless there are words for it.
    /// </summary>
    private (TextTemplate.Filler? Filler, bool SaysNone) Words(string feature, SnapshotColumn? column, string? value, bool up)
    {
        var reason = features?.GetValueOrDefault(feature) ?? texts.Otherwise;
        var special = value is null ? null : reason.Values.GetValueOrDefault(value);
        var text = value is null && column is not null ? reason.Missing
            : up ? special?.Up ?? reason.Up
            : special?.Down ?? reason.Down;
        if (text is null)
            return (null, false);
        var template = TextTemplate.Parse(text);
        return (
            template.Bind(name => customers.TryGet(name, out var named) ? named : null),
            !template.ShownWhenNone.Any(name => name == feature || name == "value"));
    }
}
