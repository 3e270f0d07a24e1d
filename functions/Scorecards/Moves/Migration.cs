using System.Globalization;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>
/// One flow of the value migration matrix: customers who were in one decile and are in another, by the same fixed cut points; or
/// from one group of the plan to another.
/// The sum of <see cref="Change"/> over all flows is the change of the total value, to the cent.
/// </summary>
/// <param name="From">The earlier decile or group, or <c>new</c>, or <c>erased</c>.</param>
/// <param name="To">The decile or group now, or <c>lost</c>, or <c>erased</c>.</param>
/// <param name="Before">Their value then; 0 for new ones.</param>
/// <param name="Now">Their value now; 0 for lost ones.</param>
public sealed record Migration(string From, string To, long Customers, decimal Before, decimal Now)
{
    public const string New = "new";
    public const string Lost = "lost";

    /// <summary>
    /// On both sides: customers who have been erased since. They are in the sums of the scorecards, and nothing else is known of
    /// them.
    /// </summary>
    public const string Erased = "erased";

    public decimal Change => Now - Before;
}

/// <summary>The migration matrix while customers are added.</summary>
/// <param name="nameOf">The name of a decile or group, which are below 254.</param>
internal sealed class MigrationFlows(Func<byte, string> nameOf)
{
    private const byte New = 254;
    private const byte Lost = 255;

    private readonly Dictionary<(byte From, byte To), (long Customers, long Before, long Now)> sums = [];

    public IReadOnlyList<Migration> All =>
        [.. sums.OrderBy(sum => sum.Key).Select(sum => new Migration(
            Name(sum.Key.From), Name(sum.Key.To), sum.Value.Customers, sum.Value.Before / 100m, sum.Value.Now / 100m))];

    public static MigrationFlows ByDecile => new(decile => decile.ToString(CultureInfo.InvariantCulture));

    public void Add(DigestRow? before, DigestRow? now) => Add(before, before?.Decile, now, now?.Decile);

    /// <param name="from">Where the customer was; null for who is new.</param>
    /// <param name="to">Where the customer is; null for who is lost.</param>
    public void Add(DigestRow? before, byte? from, DigestRow? now, byte? to)
    {
        if (before is null && now is null)
            return;
        var key = (before is null ? New : from!.Value, now is null ? Lost : to!.Value);
        var (customers, valueBefore, valueNow) = sums.GetValueOrDefault(key);
        sums[key] = (customers + 1, valueBefore + (before?.Cents ?? 0), valueNow + (now?.Cents ?? 0));
    }

    private string Name(byte place) => place switch
    {
        New => Migration.New,
        Lost => Migration.Lost,
        _ => nameOf(place),
    };
}
