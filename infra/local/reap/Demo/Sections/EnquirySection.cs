using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Who asked and is no customer: whom to follow up first and why, and what was wasted.</summary>
internal static class EnquirySection
{
    /// <summary>Enquiries of the list.</summary>
    public const int Shown = 3;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var (scorecard, currency) = (result.Scorecard.Scorecard, result.Scorecard.Scorecard.Currency);
        if (result.Enquiries is not { } asked || scorecard.Enquiries is not { } figures)
            return;
        var table = TableStyle.Create(
            $"Enquiries, run {scorecard.Run}", 1, "Channel", "Asked", "Followed up", "In time", "Won", "Wasted", "Share", "Lost");
        foreach (var row in figures.Rows)
            table.Row(
                row.Channel, Digits.Count(row.Enquiries), Digits.Count(row.FollowedUp), Digits.Count(row.InTime),
                Digits.Count(row.Won), Digits.Count(row.Wasted), Digits.Number(row.WastedShare ?? 0, 2),
                Digits.Count((double)row.Lost));
        console.Write(table);
        console.Line($"GET /{ReapClient.EnquiriesPath(Shown)}");
        console.Line(
            $"  Of {Digits.Count(asked.Enquiries)} who asked, {Digits.Count(asked.Open)} are open and "
            + $"{Digits.Count(asked.Wasted)} were left longer than {figures.FollowUpDays} days; following them up is expected "
            + $"to bring {Digits.Count((double)asked.Expected)} {currency}. {Digits.Count(asked.AlreadyCustomers)} are customers "
            + $"already.");
        console.Line($"  Like the best customers: {figures.Likeness.Sentence}");
        foreach (var entry in asked.Entries)
            console.Line(
                $"  {entry.EnquiryId}: by {entry.Contact}, expected {Digits.Number(entry.Expected, 2)} (lifetime "
                + $"{Digits.Number(entry.Lifetime, 2)}, chance {Digits.Number(entry.Chance, 2)}), asked "
                + $"{entry.AskedOn:yyyy-MM-dd}{(entry.Overdue ? ", overdue" : "")}. {string.Join(' ', entry.Reasons)}");
        console.Line();
    }
}
