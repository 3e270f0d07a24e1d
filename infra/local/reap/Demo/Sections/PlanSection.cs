using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Proof;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Demo.Sections;

/// <summary>What the plan and the selection kept after the night before have promised, and what has come of them.</summary>
internal static class PlanSection
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        if (result.Plans.FirstOrDefault(plan => plan.Lines.Count > 0) is not { } plan)
            return;
        var table = TableStyle.Create(
            $"What came of the plan '{plan.Kept.Name}' of run {plan.Kept.Run}", 1, "Of", "Customers", "Control", "Promised",
            "Due by now", "Realised", "Ratio");
        foreach (var line in plan.Lines.Where(line => !line.Group.StartsWith("decile", StringComparison.Ordinal)))
            table.Row(
                line.Group, Digits.Count(line.Customers), Digits.Count(line.Control), Digits.Count((double)line.Promised),
                Digits.Count((double)line.Due), Text(line.Realised),
                line.Ratio is { } ratio ? Digits.Number(ratio, 2) : Digits.None);
        console.Write(table);
        console.Line(
            $"Amounts in {result.Scorecard.Scorecard.Currency} before cost. A promise is due when it shows in what customers are "
            + "worth, and is held against what came after a month: "
            + (result.Worth.Plans == 0
                ? "until then plans reckon with what they say."
                : $"worth by lever {Levers(result.Worth)}."));
        foreach (var selection in result.Selections.Where(selection => selection.Lines.Count > 0))
            console.Line(Sentence(selection, result.Scorecard.Scorecard.Currency));
        console.Line();
    }

    private static string Sentence(SelectionResult selection, string currency)
    {
        var (kept, total) = (selection.Kept, selection.Lines[0]);
        var sentence = $"The selection '{kept.Name}' of run {kept.Run}: {Digits.Count(kept.Customers)} customers of "
            + $"{kept.Asked.Target} to contact, {Digits.Count(total.Control)} of the control group. "
            + $"Promised {Digits.Count((double)total.Promised)} {currency}, due by now {Digits.Count((double)total.Due)}, "
            + $"come of it {Text(total.Realised)}. {selection.Proof?.Finding}";
        return sentence.TrimEnd();
    }

    private static string Levers(PlanWorth worth) =>
        string.Join(", ", worth.Levers.Select(lever => $"{lever.Key} {Digits.Number(lever.Value, 2)}"));

    private static string Text(Interval? interval) => interval is null
        ? Digits.None
        : $"{Digits.Count(interval.Estimate)} ({Digits.Count(interval.Low)} to {Digits.Count(interval.High)})";
}
