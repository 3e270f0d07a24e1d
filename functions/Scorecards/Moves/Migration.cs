using System.Globalization;
using System.Text.Json.Serialization;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>
/// One flow of the value migration matrix: customers who were in one decile and are in another, by the same fixed cut points; or
/// from one group of the plan to another.
/// The sum of <see cref="Change"/> over all flows is the change of the total value, to the cent.
/// </summary>
/// <param name="From">The earlier decile or group, or <c>new</c>, <c>rejected</c> or <c>erased</c>.</param>
/// <param name="To">The decile or group now, or <c>lost</c>, <c>rejected</c> or <c>erased</c>.</param>
/// <param name="Before">Their value then; 0 where they were of none.</param>
/// <param name="Now">Their value now; 0 where they are of none.</param>
public sealed record Migration(string From, string To, long Customers, decimal Before, decimal Now)
{
    public const string New = "new";
    public const string Lost = "lost";

    /// <summary>
    /// Who is in the extract of a run with a row that was rejected: of no value there, and neither new nor lost.
    /// </summary>
    public const string Rejected = "rejected";

    /// <summary>
    /// On both sides: customers who have been erased since. They are in the sums of the scorecards, and nothing else is known of
    /// them.
    /// </summary>
    public const string Erased = "erased";

    public decimal Change => Now - Before;

    /// <summary>Whether both ends are deciles or groups.</summary>
    [JsonIgnore]
    public bool Stayed => From is not (New or Rejected or Erased) && To is not (Lost or Rejected or Erased);
}

/// <summary>The migration matrix while customers are added.</summary>
/// <param name="nameOf">The name of a decile or group, which are below 252.</param>
internal sealed class MigrationFlows(Func<byte, string> nameOf)
{
    private const byte New = 252;
    private const byte Lost = 253;
    private const byte Rejected = 254;

    private readonly Dictionary<(byte From, byte To), (long Customers, long Before, long Now)> sums = [];

    public IReadOnlyList<Migration> All =>
        [.. sums.OrderBy(sum => sum.Key).Select(sum => new Migration(
            Name(sum.Key.From), Name(sum.Key.To), sum.Value.Customers, sum.Value.Before / 100m, sum.Value.Now / 100m))];

    public static MigrationFlows ByDecile => new(decile => decile.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Add(DigestRow?, byte?, DigestRow?, byte?, bool)"/>
    public void Add(DigestRow? before, DigestRow? now, bool isKnown = true) =>
        Add(before, before?.Decile, now, now?.Decile, isKnown);

    /// <param name="from">Where the customer was; null for who is new.</param>
    /// <param name="to">Where the customer is; null for who is lost.</param>
    /// <param name="isKnown">Whether the run in which the customer is not knows that they were not there.</param>
    public void Add(DigestRow? before, byte? from, DigestRow? now, byte? to, bool isKnown = true)
    {
        if (before is null && now is null)
            return;
        var key = (
            before is not null ? from!.Value : isKnown ? New : Rejected, now is not null ? to!.Value : isKnown ? Lost : Rejected);
        var (customers, valueBefore, valueNow) = sums.GetValueOrDefault(key);
        sums[key] = (customers + 1, valueBefore + (before?.Cents ?? 0), valueNow + (now?.Cents ?? 0));
    }

    private string Name(byte place) => place switch
    {
        New => Migration.New,
        Lost => Migration.Lost,
        Rejected => Migration.Rejected,
        _ => nameOf(place),
    };
}
