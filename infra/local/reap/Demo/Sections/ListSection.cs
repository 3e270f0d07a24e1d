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
        var table = Tables.Create(
            $"GET /{ReapClient.ListPath(list.Target, list.Rows.Count, result.Prompts.Channel ?? "call")}", 4,
            "Customer", "Segment", "Value band", "Consents", "Propensity", "Value 12 m", "Decile");
        foreach (var row in list.Rows)
            table.Row(
                row.CustomerId, row.Segment, row.ValueBand, string.Join(", ", row.Consents), Tables.Number(row.Propensity, 3),
                Tables.Number(row.Value, 0), Tables.Count(row.Decile));
        console.Write(table);
    }
}
