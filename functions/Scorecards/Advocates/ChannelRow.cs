using System.Text.Json.Serialization;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Advocates;

/// <summary>
/// Customers won by one channel within the months that count, or those who were there before. Sums are exact: parts add up.
/// </summary>
/// <param name="Channel">As the source writes it; <c>(none)</c> where it says nothing, <c>(base)</c> for who came before.</param>
/// <param name="Customers">Those won; of the base the active alone.</param>
/// <param name="Active">Those who are still customers.</param>
/// <param name="TenureMonths">The months that they have been customers, in all, one for each at least.</param>
/// <param name="ToDate">What they have brought since they came.</param>
/// <param name="Lifetime">What the active are expected to bring; null where nothing says how long customers stay.</param>
/// <param name="Cost">What it cost to win them; null of the base, and of a channel that value.json does not know.</param>
/// <param name="PaidBack">Customers who have brought what they cost.</param>
public sealed record ChannelRow(
    string Channel, long Customers, long Active, decimal TenureMonths, decimal ToDate, decimal? Lifetime, decimal? Cost,
    long PaidBack)
{
    internal const string None = "(none)";
    internal const string Base = "(base)";

    /// <summary>What one is expected to bring from now on; who has left brings nothing.</summary>
    public double? LifetimePerCustomer => Customers == 0 ? null : Rounded(Lifetime / Customers);

    /// <summary>Expected net value of one: brought, and expected, less the cost.</summary>
    public double? NetPerCustomer => Customers == 0 ? null : Rounded((ToDate + (Lifetime ?? 0) - Cost) / Customers);

    /// <summary>Months in which one brings what they cost, at the rate so far; null where they bring nothing.</summary>
    public double? PaybackMonths => ToDate <= 0 || Customers == 0 ? null : Rounded(Cost / Customers * TenureMonths / ToDate);

    /// <summary>What one is expected to bring from now on over what one of the base is; set beside the base.</summary>
    public double? Quality { get; init; }

    [JsonIgnore]
    internal bool IsBase => Channel == Base;

    /// <returns>None in a portfolio that does not say how customers were won.</returns>
    internal static IReadOnlyList<ChannelRow> Of(IEnumerable<ValueRecord> values, AcquisitionOptions? options) =>
        options is null ? [] : Sum(values.Where(value => value.Active || IsNew(value, options)).Select(value =>
        {
            var isNew = IsNew(value, options);
            return new ChannelRow(
                !isNew ? Base : value.Acquisition?.Channel ?? None, 1, value.Active ? 1 : 0,
                (decimal)Math.Max(1, value.TenureMonths ?? 1), Money.Exact(value.ToDate),
                value.Lifetime is { } lifetime ? Money.Exact(lifetime) : null,
                isNew && value.Acquisition?.Cost is { } cost ? Money.Exact(cost) : null,
                isNew && value.Acquisition?.PaidBack == true ? 1 : 0);
        }));

    /// <summary>Rows of the same channel in one, the base last.</summary>
    internal static IReadOnlyList<ChannelRow> Sum(IEnumerable<ChannelRow> rows) =>
        [.. rows.GroupBy(row => row.Channel, StringComparer.Ordinal)
            .Select(same => same.Aggregate(static (left, right) => left + right))
            .OrderBy(row => row.IsBase).ThenBy(row => row.Channel, StringComparer.Ordinal)];

    /// <summary>All rows with what one is worth beside one of the base.</summary>
    internal static IReadOnlyList<ChannelRow> BesideTheBase(IReadOnlyList<ChannelRow> rows) =>
        rows.FirstOrDefault(row => row.IsBase)?.LifetimePerCustomer is > 0 and var usual
            ? [.. rows.Select(row => row.IsBase ? row : row with
            {
                Quality = row.LifetimePerCustomer is { } own ? Math.Round(own / usual, 6) : null,
            })]
            : rows;

    public static ChannelRow operator +(ChannelRow one, ChannelRow other) => one with
    {
        Customers = one.Customers + other.Customers,
        Active = one.Active + other.Active,
        TenureMonths = one.TenureMonths + other.TenureMonths,
        ToDate = one.ToDate + other.ToDate,
        Lifetime = Sums.Add(one.Lifetime, other.Lifetime),
        Cost = Sums.Add(one.Cost, other.Cost),
        PaidBack = one.PaidBack + other.PaidBack,
    };

    private static bool IsNew(ValueRecord value, AcquisitionOptions options) =>
        AdvocacySums.IsNew(value.TenureMonths, options.Months);

    private static double? Rounded(decimal? amount) => amount is { } known ? Math.Round((double)known, 2) : null;
}
