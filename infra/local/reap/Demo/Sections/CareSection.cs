using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Causes;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Dissatisfaction and its roots: a planted cause found, its alarm, whom it strikes, what churn follows.</summary>
internal static class CareSection
{
    /// <summary>Customers of the list of recovery.</summary>
    public const int Shown = 3;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Recovery is not { } recovery)
            return;
        var scorecard = result.Scorecard.Scorecard;
        var table = TableStyle.Create(
            $"Root causes of dissatisfaction, run {scorecard.Run}", 1, "Cause", "Customers", "At risk", "Days", "Promised",
            "Kept", "Came back", "Left beyond like");
        foreach (var row in scorecard.RootCauses.Where(row => row.By == "total").OrderByDescending(row => row.ValueAtRisk))
            table.Row(
                row.Title, Digits.Count(row.Customers), Digits.Count((double)row.ValueAtRisk), Digits.Number(row.MeanDays, 1),
                Digits.Count(row.PromisedDays), Digits.Percent(row.InTimeShare), Digits.Percent(row.CameBackShare),
                Beyond(result.CauseChurn.FirstOrDefault(churn => churn.Cause == row.Cause)));
        console.Write(table);
        if (result.CauseChurn is [var churn, ..])
            console.Line(
                $"Left: of those struck by {result.Nights[0].Run.Run.Date:yyyy-MM-dd}, points of a per cent beyond customers "
                + $"of the same value{(churn.ByRisk ? " and risk" : "; no model knew the risk then")}. It holds with 95 % "
                + "for all causes at once.");
        foreach (var outbreak in recovery.Outbreaks)
            console.Line(
                $"Alarm: {outbreak.Cause} spreads ({Place(outbreak)}) since {outbreak.Since:yyyy-MM-dd}, found with the drop "
                + $"of {outbreak.FoundOn:yyyy-MM-dd}: {outbreak.Cases} cases where {Digits.Number(outbreak.PerDay, 2)} a day "
                + "were usual.");
        if (result.Planted is { } planted)
            console.Line(
                $"Planted was: {planted.Cause}, {CustomerComplaints.NameOf(planted.Product)}, "
                + $"{CustomerComplaints.NameOf(planted.Region)}, from "
                + $"{result.Nights[0].Run.Run.Date.AddDays(planted.From):yyyy-MM-dd}.");
        console.Line($"GET /{ReapClient.RecoveryPath(Shown)}");
        console.Line(
            $"  {Digits.Count(recovery.Customers)} customers are struck and have said nothing, {recovery.Withheld} more of the "
            + $"control group go without; at risk {Digits.Count((double)recovery.ValueAtRisk)}, budget "
            + $"{Digits.Count((double)recovery.Budget)} {scorecard.Currency}.");
        foreach (var entry in recovery.Entries.Take(Shown))
            console.Line(
                $"  {entry.CustomerId}: {entry.Offer} for {entry.Cause}, up to {Digits.Number(entry.Budget, 2)} of "
                + $"{Digits.Number(entry.ValueAtRisk, 2)} at risk, ask again on {entry.FollowUpOn:yyyy-MM-dd}");
        console.Line();
    }

    private static string Place(Outbreak outbreak) =>
        string.Join(
            ", ", new[] { outbreak.Product, outbreak.Region, outbreak.Channel }.OfType<string>().DefaultIfEmpty("everywhere"));

    private static string Beyond(CauseChurn? churn) => churn?.Difference is { } difference
        ? $"{Points(difference.Estimate)} ({Points(difference.Low)} to {Points(difference.High)})"
        : "too few";

    private static string Points(double share) => Digits.Change(100 * share, 1);
}
