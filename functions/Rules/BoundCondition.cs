using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>
/// A condition tied to the columns of a bucket. Text comparisons are settled once per distinct text, not per row.
/// </summary>
internal abstract class BoundCondition
{
    public abstract bool Holds(int row);

    /// <summary>
    /// The values compared, for a row where the condition does not hold, such as <c>age 16, must be at least 18</c>.
    /// </summary>
    public abstract string Why(int row);

    /// <param name="asOf">The day that ages of dates count from.</param>
    public static BoundCondition Bind(Condition condition, Facts facts, DateOnly asOf)
    {
        if (condition.All is { } all)
            return new AllOf([.. all.Select(part => Bind(part, facts, asOf))]);
        if (condition.Any is { } any)
            return new AnyOf([.. any.Select(part => Bind(part, facts, asOf))]);
        if (condition.Not is { } not)
            return new NoneOf(Bind(not, facts, asOf), not);
        var column = facts[condition.Field!];
        return condition.Missing is { } missing ? new Missing(column, missing)
            : column.Kind == ColumnKind.Text ? new Among(column, condition)
            : new Within(column, condition, asOf);
    }

    private sealed class AllOf(BoundCondition[] parts) : BoundCondition
    {
        public override bool Holds(int row)
        {
            foreach (var part in parts)
            {
                if (!part.Holds(row))
                    return false;
            }
            return true;
        }

        public override string Why(int row) => parts.First(part => !part.Holds(row)).Why(row);
    }

    private sealed class AnyOf(BoundCondition[] parts) : BoundCondition
    {
        public override bool Holds(int row)
        {
            foreach (var part in parts)
            {
                if (part.Holds(row))
                    return true;
            }
            return false;
        }

        public override string Why(int row) => string.Join("; and ", parts.Select(part => part.Why(row)));
    }

    private sealed class NoneOf(BoundCondition part, Condition condition) : BoundCondition
    {
        private readonly string must = $"must not be: {ConditionWords.Of(condition)}";

        public override bool Holds(int row) => !part.Holds(row);

        public override string Why(int row) => must;
    }

    /// <summary>A comparison of one column: what it compared is put into words once per value.</summary>
    private abstract class Leaf(SnapshotColumn column) : BoundCondition
    {
        private readonly KnownTexts known = new();

        public sealed override string Why(int row) => known.Get(column, row) ?? known.Add(column, row, Compared(row));

        protected abstract string Compared(int row);
    }

    private sealed class Missing(SnapshotColumn column, bool wanted) : Leaf(column)
    {
        private readonly SnapshotColumn column = column;

        public override bool Holds(int row) => column.IsMissing(row) == wanted;

        protected override string Compared(int row) =>
            wanted ? $"{column.Name} {FactText.Show(column, row)}, must be missing" : $"{column.Name} is missing";
    }

    private sealed class Among : Leaf
    {
        private readonly SnapshotColumn column;
        private readonly bool[] holds;
        private readonly string must;

        public Among(SnapshotColumn column, Condition condition)
            : base(column)
        {
            this.column = column;
            var wanted = (condition.In ?? [condition.Is!.Value]).Select(scalar => scalar.Text).ToHashSet(StringComparer.Ordinal);
            holds = [.. column.Texts.Select(wanted.Contains)];
            must = ConditionWords.Must(condition);
        }

        public override bool Holds(int row) => column.Codes[row] is var code and >= 0 && holds[code];

        protected override string Compared(int row) => $"{column.Name} {column.Text(row) ?? FactText.Missing}, must be {must}";
    }

    private sealed class Within : Leaf
    {
        private readonly SnapshotColumn column;
        private readonly NumberBounds bounds;
        private readonly string must;

        public Within(SnapshotColumn column, Condition condition, DateOnly asOf)
            : base(column)
        {
            this.column = column;
            must = ConditionWords.Must(condition);
            bounds = new NumberBounds(condition, column.Kind, asOf);
        }

        public override bool Holds(int row) => bounds.Hold(column.Number(row));

        protected override string Compared(int row) =>
            $"{column.Name} {FactText.Show(column, row) ?? FactText.Missing}, must be {must}";
    }
}
