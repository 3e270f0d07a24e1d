using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Plans;

namespace ReapFunctions.Scorecards.Digests;

/// <summary>Propensities of a customer, in the order of the digest's targets; NaN where there is none.</summary>
[InlineArray(Most)]
internal struct DigestChances
{
    public const int Most = 8;

    private float first;
}

/// <summary>A way to contact a customer: from which grade of return on it is bought.</summary>
/// <param name="Grade">See <see cref="PlanStep.Grade"/>; 0 with a gain of 0 for none.</param>
/// <param name="Code">The lever in its two lowest bits; above them when the promise shows; 0 in older digests.</param>
/// <param name="Gain">Currency that it is expected to bring before its cost.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct DigestWay(short Grade, byte Code, float Gain)
{
    public DigestWay(int grade, Lever lever, PromiseTime time, double gain)
        : this((short)grade, (byte)((int)lever | time.Code << 2), (float)gain)
    {
    }

    public Lever Lever => (Lever)(Code & 3);

    public PromiseTime Time => PromiseTime.Of(Code >> 2);
}

/// <summary>
/// The efficient ways to contact a customer, from the cheapest on, by falling grade; of more than eight, which hardly anybody
/// has, the first.
/// </summary>
[InlineArray(Most)]
internal struct ContactWays
{
    public const int Most = 8;

    private DigestWay first;

    /// <summary>That which a plan buys whose last grade is <paramref name="grade"/>; null for none.</summary>
    public readonly DigestWay? At(int grade)
    {
        DigestWay? bought = null;
        foreach (var way in this)
            bought = way.Gain > 0 && way.Grade >= grade ? way : bought;
        return bought;
    }
}

/// <summary>What a digest knows of a customer's dissatisfaction: 9 bytes.</summary>
/// <param name="Causes">A bit for each cause of a case within the window, in the order of the digest's causes.</param>
/// <param name="Recovery">
/// The pro-active rule of recovery that holds, or would had the customer not said yes to it, by its place in the digest's; 255
/// for none. The treated are sold nothing until they do, so what is kept for the control group among them has no counterpart:
/// other comparisons go without both.
/// </param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct DigestCare(ulong Causes, byte Recovery)
{
    public const byte NoRecovery = 255;

    public bool IsRecovering => Recovery != NoRecovery;
}

/// <summary>One customer of a digest: 144 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly struct DigestRow
{
    public const byte NoOffer = 255;

    public DigestRow()
    {
    }

    public DigestRow(Older older) => (Key, Cents, Holdings, Decile, Flags, Best, Propensity) =
        (older.Key, older.Cents, older.Holdings, older.Decile, older.Flags, older.Best, older.Propensity);

    /// <summary>The first 8 bytes of SHA-256 of the customer id: no id leaves its tables.</summary>
    public ulong Key { get; init; }

    /// <summary>Value of 12 months in hundredths.</summary>
    public long Cents { get; init; }

    /// <summary>Products held, a bit each, in the order of the digest's products.</summary>
    public uint Holdings { get; init; }

    public byte Decile { get; init; }

    /// <summary>1: active, 2: control group, the six bits above: the place of the segment plus 1, or 0.</summary>
    public byte Flags { get; init; }

    /// <summary>The best offer, by its place in the digest's offers; 255 for none.</summary>
    public byte Best { get; init; }

    /// <summary>That a customer says yes to it, in steps of 1/255.</summary>
    public byte Propensity { get; init; }

    /// <summary>Revenue of 12 months in hundredths.</summary>
    public long Revenue { get; init; }

    /// <summary>Cost to serve of 12 months in hundredths.</summary>
    public long CostToServe { get; init; }

    /// <summary>Lifetime value in hundredths; 0 where it is not known.</summary>
    public long Lifetime { get; init; }

    /// <summary>What a currency unit a month is worth; 0 where it is not known.</summary>
    public float Months { get; init; }

    /// <summary>What is paid over the list.</summary>
    public float PriceLevel { get; init; }

    public DigestChances Chances { get; init; }

    /// <summary>The efficient ways to contact the customer, of the control group too.</summary>
    public ContactWays Ways { get; init; }

    public bool Active => (Flags & 1) != 0;

    public bool Control => (Flags & 2) != 0;

    /// <summary>The segment by its place in the digest's segments; -1 for none.</summary>
    public int Segment => (Flags >> 2) - 1;

    /// <summary>A customer of a digest from before it had amounts and chances.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal readonly struct Older
    {
        public readonly ulong Key;
        public readonly long Cents;
        public readonly uint Holdings;
        public readonly byte Decile, Flags, Best, Propensity;
    }
}
