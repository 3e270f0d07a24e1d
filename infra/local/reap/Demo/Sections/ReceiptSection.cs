using Spectre.Console;
using Tables = ReapFunctions.Local.Reap.Show.Tables;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What came of every row of the extracts.</summary>
internal static class ReceiptSection
{
    private const int Shown = 6;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var table = Tables.Create("Receipts: read = accepted + repaired + rejected", 2, "Extract", "Status", "Read", "Accepted", "Repaired", "Rejected");
        foreach (var receipt in result.Nights.SelectMany(night => night.Receipts))
            Show.Tables.Row(
                table, receipt.Blob, receipt.Status, Tables.Count(receipt.Read), Tables.Count(receipt.Accepted), Tables.Count(receipt.Repaired),
                Tables.Count(receipt.Rejected));
        console.Write(table);
        if (result.Last.Receipts.Count == 0)
            return;
        Line(console, "Top reject reasons", result.Last.Receipts[0].Reasons);
        Line(console, "Top repairs", result.Last.Receipts[0].Repairs);
        console.WriteLine();
    }

    private static void Line(IAnsiConsole console, string title, IReadOnlyList<(string Name, long Count)> counts)
    {
        if (counts.Count > 0)
            console.WriteLine($"{title}: {string.Join(", ", counts.Take(Shown).Select(count => $"{count.Name} {Tables.Count(count.Count)}"))}");
    }
}
