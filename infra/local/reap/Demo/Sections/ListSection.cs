using System.Text.Json;
using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>The head of one propensity list, as the app gives it.</summary>
internal static class ListSection
{
    private const int Columns = 7;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var rows = Rows(result.List);
        if (rows.Count == 0)
            return;
        var columns = rows[0].Select(member => member.Key).Take(Columns).ToArray();
        var table = Tables.Create($"GET /{ReapClient.ListPath(result.Target, rows.Count)}", 1, columns);
        foreach (var row in rows)
            table.Row([.. columns.Select(column => Cell(row[column]))]);
        console.Write(table);
    }

    /// <summary>The customers of a list's answer.</summary>
    public static IReadOnlyList<JsonObject> Rows(JsonNode list) =>
        [.. (list as JsonArray ?? list.AsObject().Select(member => member.Value).OfType<JsonArray>().FirstOrDefault() ?? []).OfType<JsonObject>()];

    private static string? Cell(JsonNode? value) => value switch
    {
        null => null,
        JsonArray items => string.Join("; ", items.Select(Cell)),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => Tables.Number(number.GetValue<double>(), 3),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
