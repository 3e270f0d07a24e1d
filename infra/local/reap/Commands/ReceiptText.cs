using System.Globalization;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>A receipt as text.</summary>
internal static class ReceiptText
{
    public static void Write(IAnsiConsole console, Receipt receipt)
    {
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{receipt.File}: {receipt.Read} {(receipt.Read == 1 ? "row" : "rows")} read = "
                + $"{receipt.Accepted} accepted + {receipt.Repaired} repaired + "
                + $"{receipt.Rejected} rejected{(receipt.Erased > 0 ? $" + {receipt.Erased} of erased customers" : "")}"));
        console.Line(receipt.Sentence);
        if (receipt.Actor.Length > 0)
            console.Line($"For {receipt.Actor}.");
        foreach (var warning in receipt.WarningsToShow
            .Where(warning => !receipt.Sentence.Contains(warning, StringComparison.Ordinal)))
            console.Line(warning);
        WriteRejects(console, receipt);
        WriteRepairs(console, receipt);
        WriteColumns(console, receipt);
    }

    private static void WriteRejects(IAnsiConsole console, Receipt receipt)
    {
        if (receipt.Rejects.Count == 0)
            return;
        var table = new Table().AddColumns("Rejected for", "Rows", "Line", "Column", "Value", "What to do");
        foreach (var reason in receipt.Rejects)
        {
            foreach (var example in reason.Examples)
                AddRow(
                    table, Words(reason.Reason), Number(reason.Count),
                    example.Line is { } line ? Number(line) : $"row {Number(example.Row)}",
                    example.Column ?? "", example.Value, example.Message);
        }
        console.Write(table);
    }

    private static void WriteRepairs(IAnsiConsole console, Receipt receipt)
    {
        if (receipt.Repairs.Count == 0)
            return;
        var table = new Table().AddColumns("Repaired by", "Cells");
        foreach (var (rule, cells) in receipt.Repairs.OrderByDescending(repair => repair.Value))
            AddRow(table, Words(rule), Number(cells));
        console.Write(table);
    }

    private static void WriteColumns(IAnsiConsole console, Receipt receipt)
    {
        if (receipt.Accepted + receipt.Repaired == 0)
            return;
        var table = new Table().AddColumns("Column", "Type", "Missing", "Distinct", "Least", "Mean", "Most");
        foreach (var column in receipt.Columns)
        {
            AddRow(table, column.Name, Name(column.Type), Number(column.Missing), Number(column.Distinct),
                column.First?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Number(column.Min), Number(column.Mean),
                column.Last?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Number(column.Max));
        }
        console.Write(table);
    }

    private static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    private static string Name<TName>(TName name)
        where TName : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.ToString());

    /// <summary>A code in words: too few columns.</summary>
    private static string Words<TName>(TName name)
        where TName : struct, Enum =>
        string.Concat(Name(name).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double? number) => number?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "";
}
