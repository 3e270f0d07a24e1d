using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// What detail sources tell of a customer at a drop. All of it follows from how things stood 90 days before, as the customer's
/// own row does: who gives notice is billed and served until the contract has ended, so that no detail tells who will leave.
/// </summary>
/// <param name="drop">0 is the first.</param>
/// <param name="date">Its date.</param>
/// <param name="options">What is generated.</param>
internal sealed class CustomerDetails(int drop, DateOnly date, TelcoOptions options)
{
    /// <summary>
    /// Bills and contacts in the file of a first night reach back so many days, as far as the portfolio looks; those in others
    /// are of the day alone.
    /// </summary>
    public const int BilledDaysAtFirst = 100;

    /// <inheritdoc cref="BilledDaysAtFirst"/>
    public const int ContactDaysAtFirst = 90;

    /// <summary>Customers as they are come first 90 days before the first night, whose files tell what came in between.</summary>
    private readonly bool isFirst = drop == 0 || (!options.Labelled && drop == Truth.Window);

    /// <summary>A letter of a bill's number for each return: days count anew.</summary>
    private const string Lives = "RRRRRRRR";

    private static readonly byte[][] Products = [
        .. Enum.GetNames<Product>().Select(name => Encoding.UTF8.GetBytes(name.ToLowerInvariant()))];

    private static readonly (Draw Draw, byte[] Channel)[] Channels =
        [(Draw.InteractionCall, "call"u8.ToArray()), (Draw.InteractionShop, "shop"u8.ToArray()),
            (Draw.InteractionWeb, "web"u8.ToArray())];

    public void Write(
        DetailShape shape, DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id,
        int arrival)
    {
        if (shape == DetailShape.Invoices)
            WriteInvoices(rows, random, customer, id, arrival);
        else if (shape == DetailShape.Holdings)
            WriteHoldings(rows, random, customer, id, arrival);
        else if (shape == DetailShape.Complaints)
            new CustomerComplaints(drop, date, isFirst, options.RootCause)
                .Write(rows, random, customer, id, Lives[..customer.Round]);
        else
            WriteInteractions(rows, random, customer, id);
    }

    /// <summary>One on each billing day.</summary>
    private void WriteInvoices(
        DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id, int arrival)
    {
        var today = drop + options.Lag - arrival;
        var money = CustomerMoney.Of(random, customer.Profile, customer.Month);
        for (var day = today; day > today - (isFirst ? BilledDaysAtFirst : 1); day--)
        {
            if ((day - customer.Profile.BillingDay) % 30 != 0)
                continue;
            var row = rows.Begin();
            row.Add(Encoding.UTF8.GetBytes($"I{customer.Number}{Lives[..customer.Round]}-{day}"));
            row.Add(id);
            row.Add(date.AddDays(day - today));
            row.Add(money.MonthlyRevenue * Math.Exp(0.04 * random.Normal(Draw.InvoiceAmount, day)));
            row.Add(random.Chance(Draw.InvoiceLate, customer.Month.Late / 12.0, day)
                ? "late"u8
                : day > today - 14
                ? "open"u8
                : "paid"u8);
            rows.End(random, day);
        }
    }

    /// <summary>One for each product held, and one for each that was given up, which costs nothing any more.</summary>
    private void WriteHoldings(
        DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id, int arrival)
    {
        for (var product = Product.Mobile; product <= Product.Roaming; product++)
        {
            var ended = customer.GivenUpOn[(int)product];
            if (!customer.Month.Holds(product) && ended is null)
                continue;
            var row = rows.Begin();
            row.Add(id);
            row.Add(Products[(int)product]);
            row.Add(ended is null ? CustomerMoney.PriceOf(product, customer.Profile) : 0);
            row.Add(date);
            if (ended is { } day)
                row.Add(options.Day0.AddDays(arrival + day));
            else
                row.Missing();
            rows.End(random, drop * Products.Length + (int)product);
        }
    }

    /// <summary>Calls, visits and sessions as often as in the year before.</summary>
    private void WriteInteractions(DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id)
    {
        var asleepFrom = options.Sleepers.FallsAsleepOn(random);
        ReadOnlySpan<int> yearly = [customer.Month.Calls, customer.Month.Shop, customer.Month.Web];
        for (var back = isFirst ? ContactDaysAtFirst - 1 : 0; back >= 0; back--)
        {
            for (var channel = 0; channel < Channels.Length; channel++)
            {
                var index = (drop - back) * Channels.Length + channel;
                if (drop - back >= asleepFrom || !random.Chance(Channels[channel].Draw, yearly[channel] / 365.0, index))
                    continue;
                var complains = customer.Month.OpenComplaint && random.Chance(Draw.InteractionTopic, 0.6, index);
                var row = rows.Begin();
                row.Add(Encoding.UTF8.GetBytes($"N{customer.Number}:{index}"));
                row.Add(id);
                row.Add(date.AddDays(-back));
                row.Add(Channels[channel].Channel);
                row.Add(complains ? "complaint"u8 : "question"u8);
                row.Add(1 + 6 * random.Exponential(Draw.InteractionMinutes, index));
                rows.End(random, index);
            }
        }
    }
}
