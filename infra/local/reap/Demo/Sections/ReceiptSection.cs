using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What came of every row of the extracts.</summary>
internal static class ReceiptSection
{
    private const int Shown = 6;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var table = TableStyle.Create(
            "Receipts: read = accepted + repaired + rejected", 2, "Extract", "Status", "Read", "Accepted", "Repaired",
            "Rejected");
        foreach (var receipt in result.Nights.SelectMany(night => night.Receipts))
            table.Row(
                receipt.File, AnswerWords.Of(receipt.Status), Digits.Count(receipt.Read), Digits.Count(receipt.Accepted),
                Digits.Count(receipt.Repaired), Digits.Count(receipt.Rejected));
        console.Write(table);
        var newest = result.Last.Receipt;
        console.Line($"{newest.File}: {newest.Sentence}");
        console.Line(
            $"In the container receipts: {Path.ChangeExtension(newest.Receipt, ".html")} to read, .json for programs, "
            + ".rejects.csv to correct");
        Line(console, "Top reject reasons", newest.Rejects);
        Line(console, "Top repairs", newest.Repairs);
        foreach (var detail in result.Last.Run.Details)
            console.Line(
                $"Rows of {detail.Source} in run {result.Last.Run.Run}: {Digits.Count(detail.Rows)} of its date, "
                    + $"{Digits.Count(detail.WithoutCustomer)} of these without a customer; {Digits.Count(detail.EarlierRows)} "
                    + "of earlier nights");
        console.Line();
    }

    private static void Line<T>(IAnsiConsole console, string title, IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum
    {
        var top = counts.OrderByDescending(count => count.Value).Take(Shown)
            .Select(count => $"{AnswerWords.Of(count.Key)} {Digits.Count(count.Value)}");
        if (counts.Count > 0)
            console.Line($"{title}: {string.Join(", ", top)}");
    }
}
