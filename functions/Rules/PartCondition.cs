namespace ReapFunctions.Rules;

/// <summary>
/// A condition that asks for facts and for history, tied to the columns of a bucket: what of it the facts leave open.
/// </summary>
internal abstract class PartCondition
{
    /// <summary>What the facts of a row make of it: settled, or what is left to ask of the history.</summary>
    public abstract (bool? Holds, Condition? Left) Of(int row);

    /// <summary>Whether history stands anywhere in the condition.</summary>
    public static bool AsksHistory(Condition condition) =>
        condition.History is not null
        || condition.All?.Any(AsksHistory) == true || condition.Any?.Any(AsksHistory) == true
        || (condition.Not is { } not && AsksHistory(not));

    public static PartCondition Bind(Condition condition, Facts facts, DateOnly asOf) =>
        !AsksHistory(condition) ? new Known(BoundCondition.Bind(condition, facts, asOf))
        : condition.All is { } all ? new Combined([.. all.Select(part => Bind(part, facts, asOf))], condition, decides: false)
        : condition.Any is { } any ? new Combined([.. any.Select(part => Bind(part, facts, asOf))], condition, decides: true)
        : condition.Not is { } not ? new Negated(Bind(not, facts, asOf))
        : new Open(condition);

    private sealed class Known(BoundCondition condition) : PartCondition
    {
        public override (bool? Holds, Condition? Left) Of(int row) => (condition.Holds(row), null);
    }

    private sealed class Open(Condition condition) : PartCondition
    {
        public override (bool? Holds, Condition? Left) Of(int row) => (null, condition);
    }

    private sealed class Negated(PartCondition part) : PartCondition
    {
        public override (bool? Holds, Condition? Left) Of(int row) =>
            part.Of(row) is var (holds, left) && left is null ? (!holds, null) : (null, new Condition { Not = left });
    }

    /// <param name="decides">The value of one part that settles the whole: false for all, true for any.</param>
    private sealed class Combined(PartCondition[] parts, Condition whole, bool decides) : PartCondition
    {
        public override (bool? Holds, Condition? Left) Of(int row)
        {
            var left = new List<Condition>(parts.Length);
            foreach (var part in parts)
            {
                var (holds, open) = part.Of(row);
                if (holds == decides)
                    return (decides, null);
                if (open is not null)
                    left.Add(open);
            }
            return left.Count switch
            {
                0 => (!decides, null),
                1 => (null, left[0]),
                _ when left.Count == parts.Length => (null, whole),
                _ => (null, decides ? new Condition { Any = left } : new Condition { All = left }),
            };
        }
    }
}
