using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Prompts;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>Why each offer is said or not said to the customer whom the agent sees.</summary>
internal static class DecisionSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        var answer = result.Decisions;
        var table = TableStyle.Create(
            $"GET /{ReapClient.DecisionsPath(answer.CustomerId, result.Prompts.Channel ?? "call")}", 2,
            "Offer", "Decision", "P", "C", "V", "L", "P x C x V x L", "First rule that removed it, and what it compared");
        foreach (var offer in answer.Offers)
            table.Row(
                offer.Offer, offer.Decision, Digits.Number(offer.P, 3), Digits.Number(offer.C, 2), Digits.Number(offer.V, 2),
                    Digits.Number(offer.L, 2),
                Digits.Number(offer.Priority, 2), Rule(offer));
        console.Write(table);
    }

    private static string? Rule(ExplainedOffer offer) =>
        offer.Rule is { } rule ? $"{rule}: {offer.Compared ?? offer.Because}" : null;
}
