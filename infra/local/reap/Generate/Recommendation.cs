namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// Who referred a customer: one of those with a lower number, who were there before, so that a smaller portfolio is the beginning
/// of a larger one. Happy customers recommend more. Who was referred is a customer as any other.
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

    /// <summary>Months at the first drop; of who comes with a later one less than none.</summary>
    private static int TenureOf(TelcoWorld world, long number, out double mood)
    {
        var arrival = world.Options.ArrivalOf(number);
        var profile = world.ProfileOf(number, round: 0, isNew: arrival > 0);
        mood = profile.Mood;
        return profile.Tenure - arrival;
    }
}
