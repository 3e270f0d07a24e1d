using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Scorecards.Proof;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What the control group proves, with its interval, beside what was simulated.</summary>
internal static class ProofSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Campaign is not { } campaign || result.Scorecard.Proof is not { } proof)
            return;
        var table = TableStyle.Create(
            "What contacting brought against the control group, with 95 % intervals", 1, "Compared", "Treated", "Control",
            "Rate treated", "Rate control", "Difference", "Incremental value", "Sample ratio");
        LiftEstimate[] shown = [.. proof.Where(line =>
            line.Name == "total" || line.Name == $"offer:{Campaign.Product}" || line.Name == $"target:{Campaign.Product}"
            || line.Name.StartsWith("recovery:", StringComparison.Ordinal))];
        foreach (var one in shown)
            table.Row(
                one.Name, Digits.Count(one.Treated), Digits.Count(one.Control),
                Digits.Percent(one.TreatedRate), Digits.Percent(one.ControlRate),
                Text(one.Difference, value => Digits.Percent(value)), Text(one.IncrementalValue, value => Digits.Count(value)),
                    one.SampleRatio.Mismatch ? "mismatch" : "as drawn");
        console.Write(table);
        console.Line(string.Join(" ", shown.Select(line => $"{line.Name}: {line.Finding}")));
        if (shown.FirstOrDefault(line => line.Name == "total") is { Adjusted: { } adjusted })
            console.Line(
                "Incremental value with the value at the start taken out (CUPED): "
                + $"{Text(adjusted.IncrementalValue, value => Digits.Count(value))}; "
                + $"{Digits.Percent(adjusted.Narrowed)} narrower than by the value now, "
                + $"{Digits.Percent(adjusted.NarrowedOfChange)} than by its change.");
        console.Line(
            $"Simulated: {campaign.Called.Count} of the list of {Campaign.Product} were called, {campaign.Accepted.Count} said "
                + $"yes (by their true chances {Digits.Count(campaign.Expected)} were to be expected) and hold it on the second "
            + "night. Rates: total and recovery, who is still a customer; offer and target, who took the product up.");
        if (result is { RecoveryCalls: { } calls, Planted: { } planted })
            console.Line(
                $"Of {calls.Called.Count} who were struck by '{planted.Cause}' and called, {calls.PutRight.Count} said yes. "
                + $"Planted was: it multiplies the hazard of leaving by {Digits.Number(planted.Leaves, 0)} until they do; the "
                + "control group was not called.");
        if (result.Scorecard.Uplift?.FirstOrDefault(line => line.Offer == Campaign.Product) is { } uplift)
            console.Line(Ranking(uplift));
        if (result.Scorecard.Penetration is { } penetration)
            console.Line(
                $"Declared: {penetration.Accepted} offers accepted, worth {Digits.Count((double)penetration.AcceptedValue)} "
                    + $"{result.Scorecard.Scorecard.Currency}, "
                + $"{penetration.Confirmed} of them confirmed by the second night; observed: {penetration.TakenUp} best offers "
                    + "taken up.");
        console.Line();
    }

    private static string Ranking(UpliftRanking uplift) => uplift.Suffices
        ? $"Contact for {uplift.Offer} by {uplift.RankBy}: Qini of the order by uplift {Qini(uplift.ByUplift!)}, by propensity "
            + $"{Qini(uplift.ByPropensity!)}; gain {Text(uplift.Gain, value => $"{value:0.000}")}; deciles by falling uplift: "
            + $"{string.Join(", ", uplift.Deciles.Where(cell => cell.Difference is not null).Select(cell => cell.Decile))}."
        : $"Contact for {uplift.Offer} by propensity: the control group of {uplift.Control} does not suffice to rank by uplift.";

    private static string Qini(Uplift uplift) =>
        $"{uplift.QiniScikitUplift.Estimate:0.000} (scikit-uplift) and {uplift.QiniCausalMl.Estimate:0.000} (causalml)";

    private static string Text(Interval? interval, Func<double?, string> number) =>
        interval is null ? Digits.None : $"{number(interval.Estimate)} ({number(interval.Low)} to {number(interval.High)})";
}
