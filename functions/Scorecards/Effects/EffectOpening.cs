using ReapFunctions.Offers;
using ReapFunctions.Offers.Effects;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scoring;

namespace ReapFunctions.Scorecards.Effects;

/// <summary>
/// What contacts have done to leaving, for a run that opens: nights are counted once, when the days of their propensities have
/// passed.
/// </summary>
/// <remarks>
/// Counted are contacts of ours alone: who came by themselves, or of whom no channel is known, is one of the others, as is the
/// control group.
/// </remarks>
public sealed class EffectOpening(
    EffectStore kept, ScorecardStore scorecards, TargetOptions targets, DecisionOptions config)
{
    /// <summary>The most nights that are counted when one run opens; the others wait for the next.</summary>
    private const int AtOnce = 8;

    private const int DaysOfMonth = 30;

    /// <summary>Days that a propensity to leave is for.</summary>
    private int Window => targets.Churn?.Label.Days is { } days and > 0
        ? days
        : (int)Math.Round(config.Value.Lifetime.ChurnMonths * DaysOfMonth);

    /// <param name="until">The run by which it is known who has left.</param>
    /// <param name="replies">Of the last year, of anybody.</param>
    /// <returns>None while nothing is known, and where nobody leaves.</returns>
    public async Task<IReadOnlyList<LeavingEffect>> FindAsync(
        RunId until, IReadOnlyList<OutcomeRecord> replies, CancellationToken cancellationToken)
    {
        if (config.Risk?.Target is not { } target)
            return [];
        var nights = (await kept.ReadAsync(cancellationToken))
            .Where(night => IsOfUse(RunId.Parse(night.Since).Date, until)).ToList();
        var told = replies.Where(reply => RunId.TryParse(reply.Run, out _))
            .GroupBy(reply => RunId.Parse(reply.Run!).Date).ToDictionary(same => same.Key, same => same.ToArray());
        var due = told.Keys.Where(date => IsOfUse(date, until)).Except(nights.Select(night => RunId.Parse(night.Since).Date));
        var counted = 0;
        foreach (var date in due.OrderDescending().Take(AtOnce).ToArray())
        {
            if (await CountAsync(date, until, target, told, cancellationToken) is not { } night)
                continue;
            nights.Add(night);
            counted++;
        }
        if (counted > 0)
            await kept.WriteAsync(nights, cancellationToken);
        return EffectLearning.Learn(nights.SelectMany(night => night.Counts));
    }

    private bool IsOfUse(DateOnly date, RunId until) =>
        date.AddDays(Window) <= until.Date && date.AddDays(Window + YesLearning.Days) > until.Date;

    private async Task<ContactedNight?> CountAsync(
        DateOnly date, RunId until, string target, Dictionary<DateOnly, OutcomeRecord[]> told,
        CancellationToken cancellationToken)
    {
        var made = new Dictionary<ulong, ContactMade>();
        foreach (var customer in told[date].GroupBy(reply => reply.CustomerId))
        {
            if (MadeOf(customer) is { } contact)
                made[RunDigest.KeyOf(customer.Key)] = contact;
        }
        var since = told[date].Select(reply => RunId.Parse(reply.Run!)).Max();
        if (made.Count == 0
            || await scorecards.NearestAsync(date.AddDays(Window), Window / 10, until, cancellationToken) is not { } run)
            return null;
        var aside = told.Where(night => night.Key < date && night.Key > date.AddDays(-Window))
            .SelectMany(night => night.Value.Select(reply => RunDigest.KeyOf(reply.CustomerId))).ToHashSet();
        return ContactedNight.Count(
            $"{since}", $"{run}", await scorecards.DigestsAsync(since, cancellationToken),
            await scorecards.DigestsAsync(run, cancellationToken), target, made, aside);
    }

    /// <summary>What a customer was contacted about; of several contacts what was about staying.</summary>
    private ContactMade? MadeOf(IEnumerable<OutcomeRecord> replies)
    {
        var made = replies.Where(IsOurs)
            .Select(reply => config.Offering.Offers.FirstOrDefault(offer => offer.Name == reply.Offer)).OfType<Offer>()
            .Select(offer => (About: BoundEffects.AimOf(offer.Kind), Saved: offer.Unpredicted * offer.Saves))
            .Where(contact => contact.About is not null).OrderBy(contact => contact.About).ToArray();
        return made.Length == 0 ? null : new ContactMade(made[0].About!.Value, made[0].Saved);
    }

    /// <summary>Whether we contacted the customer, and they heard of it.</summary>
    private bool IsOurs(OutcomeRecord reply) => reply.Channel is { } channel && !config.Offering.IsVisit(channel)
        && (reply.Reply != Reply.NoAnswer || config.Offering.OddsOn(channel) != 1);
}
