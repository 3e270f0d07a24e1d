using System.Globalization;
using System.Text;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Offers;

namespace ReapFunctions.Local.Reap.Generate.Prospects;

/// <summary>
/// The truth about every customer of a drop as CSV; <c>docs/generator.md</c> says what its columns are. Empty is what does not
/// apply.
/// </summary>
internal sealed class TruthFile(TelcoWorld world, DecisionOptions decisions)
{
    /// <summary>Customers whose prospects are found at once.</summary>
    private const int Together = 4_096;

    private static readonly Product[] Sold = [Product.Broadband, Product.Tv, Product.Security, Product.Roaming];

    public static readonly IReadOnlyList<string> Columns =
    [
        "customerId", "household", "returned", "left",
        "churn", .. Sold.Select(product => $"{product}".ToLowerInvariant()),
        "next.churn", .. Sold.Select(product => $"next.{product}".ToLowerInvariant()),
        "money", "discounted",
        .. TelcoOfferFacts.All.Select(TelcoOfferFacts.Name).SelectMany(offer => new[]
        {
            $"{offer}.yes", $"{offer}.churn", $"{offer}.money", $"{offer}.discounted", $"{offer}.incremental",
        }),
    ];

    private readonly ProspectFinder finder = new(world, decisions);
    private readonly CsvLine row = new();
    private readonly Utf8Block block = new();

    /// <param name="customers">Those of the drop.</param>
    /// <param name="output">Left open.</param>
    public async Task WriteAsync(
        IEnumerable<CustomerAtDrop> customers, int drop, Stream output, CancellationToken cancellationToken = default)
    {
        block.Clear();
        block.Add(Encoding.UTF8.GetBytes(string.Join(',', Columns) + "\n"));
        foreach (var part in customers.Chunk(Together))
        {
            foreach (var prospect in finder.OfAll(part, drop, TelcoOfferFacts.All, TelcoChannel.Call))
                Add(prospect);
            await output.WriteAsync(block.Written, cancellationToken);
            block.Clear();
        }
        await output.WriteAsync(block.Written, cancellationToken);
    }

    private void Add(Prospect prospect)
    {
        var customer = prospect.Customer;
        row.Clear();
        row.Add(Encoding.UTF8.GetBytes(CustomerId.Of(world.RandomOf(customer.Number), customer.Number)));
        if (world.HouseholdOf(customer.Number) is { } household)
            row.Add((int)household);
        else
            row.Missing();
        row.Add(customer.Round);
        row.Add(customer.Left);
        AddChances(customer.Truth);
        AddChances(prospect.Chances);
        AddMoney(prospect.Without);
        foreach (var offer in prospect.Offers)
        {
            AddChance(offer.Yes);
            AddChance(offer.Churn);
            AddMoney(offer.Money);
            row.Add(offer.Incremental);
        }
        row.WriteTo(block);
    }

    private void AddMoney(FutureMoney money)
    {
        row.Add(money.Undiscounted);
        row.Add(money.Discounted);
    }

    private void AddChances(TrueChances chances)
    {
        AddChance(chances.Churn);
        foreach (var product in Sold)
            AddChance(chances.Of(product));
    }

    private void AddChance(double chance)
    {
        if (double.IsNaN(chance))
            row.Missing();
        else
            row.Add(Encoding.UTF8.GetBytes(chance.ToString("0.000000", CultureInfo.InvariantCulture)));
    }
}
