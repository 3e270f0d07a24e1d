using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Prompts;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What an agent sees of one customer at the start of a call.</summary>
internal static class AgentSection
{
    private const int NotOffered = 4;

    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var answer = result.Prompts;
        console.Line($"GET /{ReapClient.PromptsPath(answer.CustomerId, answer.Channel ?? "call")}");
        var risk = answer.RiskBand is { } band ? $", risk {band}" : "";
        var asOf = answer.FactsAsOf ?? DateOnly.FromDateTime(answer.AsOf.Date);
        console.Line($"  {answer.CustomerId}: value {answer.ValueBand}{risk}, as of {asOf:yyyy-MM-dd}, run {answer.Run}");
        foreach (var reason in answer.Reasons)
            console.Line($"    because {reason}");
        if (answer.RiskMoved is { } moved)
            console.Line($"    risk {moved.BandBefore} -> {moved.Band} ({moved.Direction}) since {moved.Since}: {moved.Because}");
        if (answer.Team is { } team)
            console.Line($"  Team: {team}");
        foreach (var (index, prompt) in answer.Prompts.Index())
            Write(console, index + 1, prompt);
        foreach (var not in answer.DoNotOffer.Take(NotOffered))
            console.Line($"  Do not offer {not.Title}: {not.Because}");
        if (answer.DoNotOffer.Count > NotOffered)
            console.Line($"  and {answer.DoNotOffer.Count - NotOffered} more not to offer");
        console.Line();
    }

    private static void Write(IAnsiConsole console, int number, Prompt prompt)
    {
        console.Line($"  {number}. {prompt.Title} ({prompt.Offer}), until {prompt.Expires:yyyy-MM-dd}");
        console.Line($"     Why: {prompt.Reason}");
        console.Line($"     Say: {prompt.SayFirst}");
        if (prompt.PriceEffect is { } effect)
            console.Line($"     Price: {effect}");
        if (prompt.Objections is [var objection, ..])
            console.Line($"     If \"{objection.Says}\": {objection.Answer}");
        if (prompt.MustSay is { } must)
            console.Line($"     Must say: {must}");
    }
}
