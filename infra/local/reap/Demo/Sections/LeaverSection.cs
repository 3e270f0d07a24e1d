using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Scorecards.Leavers;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Leavers and sleepers: why customers left, whom to win back, and what is said to who has fallen asleep.</summary>
internal static class LeaverSection
{
    /// <summary>Customers of the list of win-back.</summary>
    public const int Shown = 3;

    /// <summary>The offer for who is asleep, and where it is made.</summary>
    public const string WakeUp = "wakeUp";

    /// <inheritdoc cref="WakeUp"/>
    public const string Channel = "email";

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.WinBack is not { } winBack)
            return;
        var (scorecard, currency) = (result.Scorecard.Scorecard, result.Scorecard.Scorecard.Currency);
        var high = scorecard.Leavers.Where(row => row is { By: "band", Name: "high" }).ToDictionary(row => row.Reason);
        var table = TableStyle.Create(
            $"Why customers left, run {scorecard.Run}", 1, "Reason", "Left", "Their value", "Of high value", "Since");
        foreach (var row in scorecard.Leavers.Where(row => row.By == "total").OrderByDescending(row => row.Left))
            table.Row(
                row.Title, Digits.Count(row.Left), Digits.Count((double)row.LeftValue),
                Digits.Count(high.GetValueOrDefault(row.Reason)?.Left ?? 0), Digits.Change(MoveOf(result, row), 0));
        console.Write(table);
        console.Line($"GET /{ReapClient.WinBackPath(Shown)}");
        console.Line(
            $"  Of {Digits.Count(winBack.Former)} who have left, {Digits.Count(winBack.Customers)} may be asked back and are "
            + $"worth it: {Digits.Count((double)winBack.Expected)} {currency} are expected of it. {winBack.Control} of the "
            + $"control group are not asked, {Digits.Count(winBack.NotChosen.Values.Sum())} may not be "
            + $"({Digits.Count(winBack.NotChosen.GetValueOrDefault("consent"))} did not agree), "
            + $"{Digits.Count(winBack.LeftOut.Values.Sum())} are left out for now.");
        foreach (var entry in winBack.Entries)
            console.Line(
                $"  {entry.CustomerId}: {entry.Offer} by {entry.Channel}, expected {Digits.Number(entry.Expected, 2)} "
                + $"(a yes brings {Digits.Number(entry.Worth, 2)}); was worth {Digits.Number(entry.Value, 2)} in 12 months, "
                + $"{Digits.Number(entry.ToDate, 2)} in all");
        WriteSleeper(console, result);
        console.Line();
    }

    private static void WriteSleeper(IAnsiConsole console, DemoResult result)
    {
        if (result.Sleeper is not { Asleep: { } rhythm } sleeper)
            return;
        var prompt = sleeper.Prompts.First(prompt => prompt.Offer == WakeUp);
        console.Line($"GET /{ReapClient.PromptsPath(sleeper.CustomerId, Channel)}");
        console.Line(
            $"  {sleeper.CustomerId} is asleep since {rhythm.AsleepSince:yyyy-MM-dd}: {rhythm.Of} on {rhythm.Times} days, "
            + $"one every {Digits.Number(rhythm.UsualDays, 1)} days, the last on {rhythm.LastOn:yyyy-MM-dd}");
        console.Line($"  {prompt.Title} ({prompt.Offer}), until {prompt.Expires:yyyy-MM-dd}");
        console.Line($"     Why: {prompt.Reason}");
        console.Line($"     Say: {prompt.SayFirst}");
    }

    private static long MoveOf(DemoResult result, LeaverRow row) =>
        result.Scorecard.Movement?.Leavers.FirstOrDefault(move => move.Reason == row.Reason && move.By == row.By)?.Left ?? 0;
}
