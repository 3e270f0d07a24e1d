using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;

namespace ReapFunctions.Training;

/// <summary>
/// Who was asked for what a target predicts, or to stay where it predicts who leaves. A propensity says what happens unasked:
/// who was kept by a call tells nothing of who leaves without one, and a yes on the phone is no product taken up by oneself.
/// </summary>
/// <param name="replies">Of anybody, in any order. Who was contacted and has not answered was not asked.</param>
internal sealed class AskedCustomers(IEnumerable<OutcomeRecord> replies)
{
    /// <summary>Where more of the customers than this were asked, what is left would tell of nobody.</summary>
    private const double Most = 0.5;

    private readonly ILookup<string, OutcomeRecord> byOffer =
        replies.Where(reply => reply.Reply != Reply.NoAnswer).ToLookup(reply => reply.Offer, StringComparer.Ordinal);

    /// <summary>
    /// The examples without those who were asked in the first half of the days: who was asked later was unasked for most of them,
    /// and is known not to have left before.
    /// </summary>
    /// <param name="idOf">The customer of a row.</param>
    /// <param name="from">The first of the days.</param>
    /// <param name="until">The day after the last.</param>
    public LabelledRows LeftOut(LabelledRows examples, Target target, Func<int, string> idOf, DateOnly from, DateOnly until)
    {
        var half = from.AddDays((until.DayNumber - from.DayNumber) / 2);
        var asked = target.AskedBy.SelectMany(offer => byOffer[offer])
            .Where(reply => DayOf(reply) is var day && day >= from && day < half).Select(reply => reply.CustomerId)
            .ToHashSet(StringComparer.Ordinal);
        int[] kept = [.. Enumerable.Range(0, examples.Rows.Length).Where(i => !asked.Contains(idOf(examples.Rows[i])))];
        return kept.Length == examples.Rows.Length || kept.Length < (1 - Most) * examples.Rows.Length
            ? examples
            : new LabelledRows([.. kept.Select(i => examples.Rows[i])], [.. kept.Select(i => examples.Labels[i])]);
    }

    /// <summary>That of the night whose prompt it answers.</summary>
    private static DateOnly DayOf(OutcomeRecord reply) => RunId.TryParse(reply.Run, out var run)
        ? run.Date
        : DateOnly.FromDateTime(reply.At.UtcDateTime);
}
