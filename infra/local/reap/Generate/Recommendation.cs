namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// Who referred a customer, and by which channel they came. The referrer is one of those with a lower number, who were there
/// before, so that a smaller portfolio is the beginning of a larger one. Happy customers recommend more. Who was referred is a
/// customer as any other.
/// </summary>
internal static class Recommendation
{
    /// <summary>Who came longer ago is not asked.</summary>
    private const int MonthsAsked = 24;

    private const double Share = 0.2;

    private const int Tries = 12;

    /// <returns>The referrer's number; null for who came otherwise.</returns>
    public static long? Of(TelcoWorld world, long number)
    {
        var random = world.RandomOf(number);
        if (number == 0 || !random.Chance(Draw.ComesByReferral, Share))
            return null;
        var tenure = TenureOf(world, number, out _);
        for (var attempt = 0; tenure < MonthsAsked && attempt < Tries; attempt++)
        {
            var candidate = (long)(random.Uniform(Draw.ReferredBy, attempt) * number);
            if (TenureOf(world, candidate, out var mood) > tenure
                && random.Chance(Draw.ReferredByAsks, Math.Min(1, Math.Exp(0.8 * mood) / 4), attempt))
                return candidate;
        }
        return null;
    }

    /// <summary>
    /// The channel by which a life as a customer began: the digital come by the web, those in a bad mood more by partners, whose
    /// customers leave sooner.
    /// </summary>
    public static ReadOnlySpan<byte> ChannelOf(in CustomerRandom random, in Profile profile, bool isReferred)
    {
        if (isReferred)
            return "friend"u8;
        var (web, partner) = (0.7 * profile.Digital, 0.3 / (1 + Math.Exp(1.2 * profile.Mood)));
        var at = random.Uniform(Draw.AcquiredBy) * (web + partner + 0.4);
        return at < web ? "web"u8 : at < web + partner ? "partner"u8 : at < web + partner + 0.25 ? "shop"u8 : "phone"u8;
    }

    /// <summary>Months at the first drop; of who comes with a later one less than none.</summary>
    private static int TenureOf(TelcoWorld world, long number, out double mood)
    {
        var arrival = world.Options.ArrivalOf(number);
        var profile = world.ProfileOf(number, round: 0, isNew: arrival > 0);
        mood = profile.Mood;
        return profile.Tenure - arrival;
    }
}
