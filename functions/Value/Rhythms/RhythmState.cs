namespace ReapFunctions.Value.Rhythms;

/// <summary>A customer's own rhythm, and whether they still keep it.</summary>
/// <param name="Of">What comes in it, such as contacts.</param>
/// <param name="Times">On how many days it came, or how many purchases.</param>
/// <param name="UsualDays">Days from one to the next on average, to one decimal.</param>
/// <param name="LastOn">The last of them.</param>
/// <param name="QuietDays">Days since then.</param>
/// <param name="Chance">
/// Of purchases that the customer still buys, else of such a silence of who keeps the rhythm; 0 to 1, to six decimals.
/// </param>
/// <param name="Asleep">Whether that is below what value.json says.</param>
/// <param name="AsleepSince">The first day on which it was; null while awake.</param>
public sealed record RhythmState(
    string Of, int Times, double UsualDays, DateOnly LastOn, int QuietDays, double Chance, bool Asleep, DateOnly? AsleepSince);
