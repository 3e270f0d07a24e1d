using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>The head of one propensity list.</summary>
internal static class ListSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var list = result.List;
        var table = TableStyle.Create(
            $"GET /{ReapClient.ListPath(list.Target, list.Rows.Count, result.Prompts.Channel ?? "call")}", 4,
            "Customer", "Segment", "Value band", "Consents", "Propensity", "Value 12 m", "Decile");
        foreach (var row in list.Rows)
            table.Row(
                row.CustomerId, row.Segment, row.ValueBand, string.Join(", ", row.Consents), Digits.Number(row.Propensity, 3),
                Digits.Number(row.Value, 0), Digits.Count(row.Decile));
        console.Write(table);
    }
}
