using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Receipts;

/// <summary>Who can do something about what a receipt says.</summary>
internal static class WhoActs
{
    private const string Deliverer = "billing, or whoever delivers the file";
    private const string Keeper = "whoever keeps the contract";
    private const string Either = $"{Deliverer}; {Keeper}, when the file is as agreed";

    public static string On(RefusalReason reason) => reason switch
    {
        RefusalReason.UnknownSource => Keeper,
        RefusalReason.MissingRequiredColumn or RefusalReason.WrongDelimiter or RefusalReason.DuplicateHeader
            or RefusalReason.TooManyRejects => Either,
        _ => Deliverer,
    };

    public static string On(RejectReason reason) => reason switch
    {
        RejectReason.AmbiguousNumber => Keeper,
        RejectReason.BelowMinimum or RejectReason.AboveMaximum or RejectReason.TooShort or RejectReason.TooLong
            or RejectReason.NotInEnum or RejectReason.PatternMismatch => Either,
        _ => Deliverer,
    };
}
