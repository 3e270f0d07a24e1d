namespace ReapFunctions.Local.Reap.Generate;

/// <summary>The words of the contract for the generator's enums.</summary>
internal static class ContractWords
{
    public static ReadOnlySpan<byte> Of(Segment segment) => segment switch
    {
        Segment.Consumer => "consumer"u8,
        Segment.Family => "family"u8,
        Segment.Student => "student"u8,
        Segment.Senior => "senior"u8,
        _ => "business"u8,
    };

    public static ReadOnlySpan<byte> Of(Region region) => region switch
    {
        Region.North => "north"u8,
        Region.East => "east"u8,
        Region.South => "south"u8,
        Region.West => "west"u8,
        _ => "centre"u8,
    };

    public static ReadOnlySpan<byte> Of(Term term) => term switch
    {
        Term.Monthly => "monthly"u8,
        Term.Annual => "annual"u8,
        _ => "biennial"u8,
    };

    public static ReadOnlySpan<byte> Of(Payment payment) => payment switch
    {
        Payment.DirectDebit => "directDebit"u8,
        Payment.Card => "card"u8,
        Payment.Invoice => "invoice"u8,
        _ => "cash"u8,
    };
}
