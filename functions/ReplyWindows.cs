using ReapFunctions.Care;
using ReapFunctions.Lists;
using ReapFunctions.Night;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Storage;

namespace ReapFunctions;

/// <summary>How far back a portfolio reads what people have said: so long it has to be kept.</summary>
internal static class ReplyWindows
{
    /// <summary>Every window, its days and what reads it.</summary>
    public static IEnumerable<(int Days, string Reader)> Of(Portfolio portfolio)
    {
        var (decisions, sources) = (portfolio.Decisions, portfolio.Sources);
        yield return (YesLearning.Days, "what is learned of replies");
        yield return (Promises.Days, "what selections have brought");
        yield return (
            ListContacts.DaysOf(decisions.Offering), $"contact limits, answers and rules of engagement in {OfferOptions.File}");
        if (sources.Enquiries?.Roles.Enquiries is { } enquiries)
            yield return (enquiries.Days, $"'reap.enquiries.days' of sources/{sources.Enquiries.Source}.json");
        if (decisions.Care is not { } care)
            yield break;
        yield return (CareCases.DaysOf(sources), "cases of dissatisfaction");
        yield return (OutbreakSearch.DaysOf(care.Alarm) + OutbreakSearch.Guard, $"'alarm.baselineDays' of {CareOptions.File}");
        if (care.Leaving is { } leaving)
            yield return (leaving.Days, $"'leaving.days' of {CareOptions.File}");
    }

    /// <exception cref="ConfigException">Replies would be dropped before everything has read them.</exception>
    public static void Check(ReapSettings settings, Portfolio portfolio)
    {
        var longest = Of(portfolio).MaxBy(window => window.Days);
        if (settings.KeepReplyDays < longest.Days)
            throw new ConfigException([new(
                ReapSettings.File, $"{ReapSettings.Section}:{nameof(ReapSettings.KeepReplyDays)}",
                $"It is {settings.KeepReplyDays}, and {longest.Reader} look back {longest.Days} days. Set at least "
                    + $"{longest.Days}, or let them look back less.")]);
    }
}
