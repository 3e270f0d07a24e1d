using System.Globalization;
using ReapFunctions.Scorecards.Digests;

namespace ReapFunctions.Scorecards.Moves;

/// <summary>
/// One flow of the value migration matrix: customers who were in one decile and are in another, by the same fixed cut points.
/// The sum of <see cref="Change"/> over all flows is the change of the total value, to the cent.
/// </summary>
/// <param name="From">The earlier decile, or <c>new</c>, or <c>erased</c>.</param>
/// <param name="To">The decile now, or <c>lost</c>, or <c>erased</c>.</param>
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
internal sealed class MigrationFlows
{
    private const byte New = 100;
    private const byte Lost = 101;

    private readonly Dictionary<(byte From, byte To), (long Customers, long Before, long Now)> sums = [];

    public IReadOnlyList<Migration> All =>
        [.. sums.OrderBy(sum => sum.Key).Select(sum => new Migration(
            Name(sum.Key.From), Name(sum.Key.To), sum.Value.Customers, sum.Value.Before / 100m, sum.Value.Now / 100m))];

    public void Add(DigestRow? before, DigestRow? now)
    {
        if (before is null && now is null)
            return;
        var key = (before?.Decile ?? New, now?.Decile ?? Lost);
        var (customers, valueBefore, valueNow) = sums.GetValueOrDefault(key);
        sums[key] = (customers + 1, valueBefore + (before?.Cents ?? 0), valueNow + (now?.Cents ?? 0));
    }

    private static string Name(byte decile) => decile switch
    {
        New => Migration.New,
        Lost => Migration.Lost,
        _ => decile.ToString(CultureInfo.InvariantCulture),
    };
}
