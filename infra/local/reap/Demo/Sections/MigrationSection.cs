using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Scorecards.Moves;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Customers by value decile on the first night and on the last, and what the flows add up to.</summary>
internal static class MigrationSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Scorecard is not { Migration: { Count: > 0 } flows, Movement: { } movement } || result.Nights.Count < 2)
            return;
        string[] deciles = [.. Enumerable.Range(1, 10).Select(decile => $"{decile}")];
        IEnumerable<string> rejected = flows.Any(flow => Migration.Rejected == flow.From || Migration.Rejected == flow.To)
            ? [Migration.Rejected]
            : [];
        string[] to = [.. deciles, Migration.Lost, .. rejected];
        var table = TableStyle.Create(
            $"Value migration, customers by decile {movement.From} (down) and {movement.To} (across)", 1, ["", .. to]);
        foreach (var from in (string[])[.. deciles, Migration.New, .. rejected])
            table.Row(
                [from, .. to
                .Select(band => Digits.Count(flows.FirstOrDefault(flow => flow.From == from && flow.To == band)?.Customers))]);
        console.Write(table);
        var currency = result.Scorecard.Scorecard.Currency;
        string Sum(string what, Func<Migration, bool> of) =>
            $"{what} {Digits.Change((double)flows.Where(of).Sum(flow => flow.Change), 2)}";
        console.Line(
            $"{Sum("New", flow => flow.From == Migration.New)}, {Sum("lost", flow => flow.To == Migration.Lost)}, "
            + $""
            + $"{Sum("rejected", flow => Migration.Rejected == flow.From || Migration.Rejected == flow.To)}, "
            + $"{Sum("who stayed", flow => flow.Stayed)} {currency}; "
            + $"{Sum("all flows", _ => true)} = change of the total value {Digits.Change((double)movement.Total.Value, 2)} "
                + $"{currency}.");
        if (result.Scorecard.Causes is { } causes)
            console.Line($"Made of: {string.Join(", ", causes.Where(cause => cause is { Group: "total", Value: not 0 })
                .Select(cause => $"{cause.Cause} {Digits.Change((double)cause.Value, 2)}"))}.");
        console.Line();
    }
}
