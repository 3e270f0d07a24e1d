using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What each channel of acquisition wins and costs, and what referrals bring.</summary>
internal static class AcquisitionSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var scorecard = result.Scorecard.Scorecard;
        if (scorecard.Channels is not { Count: > 0 } channels)
            return;
        var table = TableStyle.Create(
            $"Channels of acquisition, run {scorecard.Run} ({scorecard.Currency} a customer won)", 1, "Channel", "Won", "Stayed",
            "Cost", "Lifetime", "Net", "Months to pay back", "Quality");
        foreach (var row in channels)
            table.Row(
                row.Channel, Digits.Count(row.Customers), Digits.Count(row.Active),
                Digits.Number((double?)(row.Cost / row.Customers), 0), Digits.Number(row.LifetimePerCustomer, 0),
                Digits.Number(row.NetPerCustomer, 0), Digits.Number(row.PaybackMonths, 1), Digits.Number(row.Quality, 2));
        console.Write(table);
        if (scorecard.Advocacy is { } advocacy)
            console.Line(
                $"{Digits.Count(advocacy.Advocates)} customers have brought {Digits.Count(advocacy.Came)} others, worth "
                + $"{Digits.Count((double)advocacy.CameWorth)} {scorecard.Currency}; one more is taken to be worth "
                + $"{Digits.Number(advocacy.Worth.Each, 2)} a year ({Digits.Number(100 * advocacy.Worth.Weight, 0)} % of that by "
                + "what they were worth, the rest by the number of value.json).");
        console.Line();
    }
}
