using ReapFunctions.Contracts;
using ReapFunctions.Ml;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Scoring;

/// <summary>
/// What models learn from and score: the columns of a snapshot but for ids, labels, personal data and what the contract says
/// is no feature, with what is looked up by labels. Text becomes categories, flags 0 and 1, dates the number of days before the
/// drop. Columns are made once and shared by all targets.
/// </summary>
public sealed class FeatureTable
{
    private readonly Dictionary<string, Column> columns;
    private readonly Roles roles;
    private readonly int rows;

    /// <param name="snapshot">Clean customers.</param>
    /// <param name="roles">The roles of their contract.</param>
    /// <param name="asOf">The drop's date, from which the age of dates counts.</param>
    public FeatureTable(Snapshot snapshot, Roles roles, DateOnly asOf)
    {
        this.roles = roles;
        var left = NoFeatures(roles);
        rows = snapshot.Rows;
        columns = snapshot.Columns
            .Where(column => !left.Contains(column.Name))
            .ToDictionary(column => column.Name, column => Feature(column, asOf), StringComparer.Ordinal);
    }

    /// <summary>The features of one target: all columns but those that give it away, in order of name.</summary>
    public Dataset For(Target target)
    {
        var left = GivenAway(target);
        return new([.. columns.Values.Where(column => !left.Contains(column.Name))
            .OrderBy(column => column.Name, StringComparer.Ordinal)], rows);
    }

    /// <summary>
    /// The label and what is left out, with what is looked up by them: the name of a tariff says which it is. Of a label that is
    /// looked up itself, its key and what else that gives. What is paid over the list tells who holds something today.
    /// </summary>
    private HashSet<string> GivenAway(Target target)
    {
        var label = roles.KeyOf(target.Label.Field) ?? target.Label.Field;
        var tells = target.Label.From == LabelSource.Holdings ? (string[])[ListPrices.Column] : [];
        return [.. target.LeaveOut.Concat([target.Label.Field, label]).SelectMany(name => roles.LookedUpBy(name).Append(name)),
            .. tells];
    }

    private static HashSet<string> NoFeatures(Roles roles) =>
        [
            roles.CustomerId, .. roles.Labels, .. roles.Labels.SelectMany(roles.LookedUpBy), .. roles.Personal,
            .. roles.NotFeatures];

    private static Column Feature(SnapshotColumn column, DateOnly asOf) => column.Kind switch
    {
        ColumnKind.Text => Categories(column),
        ColumnKind.Date =>
            new NumericColumn(column.Name, Array.ConvertAll(column.Numbers.ToArray(), day => (float)(asOf.DayNumber - day))),
        _ => new NumericColumn(column.Name, Array.ConvertAll(column.Numbers.ToArray(), number => (float)number)),
    };

    /// <summary>A text that is empty says as little as a missing one.</summary>
    private static CategoricalColumn Categories(SnapshotColumn column)
    {
        var texts = column.Texts.ToList();
        var codes = column.Codes.ToArray();
        if (texts.IndexOf("") is var empty and >= 0)
        {
            texts.RemoveAt(empty);
            codes = Array.ConvertAll(codes, code => code == empty ? -1 : code > empty ? code - 1 : code);
        }
        return new CategoricalColumn(column.Name, codes, [.. texts]);
    }
}
