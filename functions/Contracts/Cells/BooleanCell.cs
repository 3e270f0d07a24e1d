using System.Text;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Flags, written <c>true</c> and <c>false</c> in clean rows.</summary>
/// <param name="isConsent">
/// Whether somebody may be contacted because of it: then only the plainest spellings of yes are repaired, since <c>x</c> often
/// marks who has opted out.
/// </param>
internal sealed class BooleanCell(Field column, Repairs repairs, bool isConsent) : Cell
{
    private static readonly byte[][] PlainYes = Bytes(["true", "1", "yes"]);

    private static readonly byte[][] Yes = Bytes(["true", "1", "yes", "y", "t", "on", "ja", "j", "oui", "si", "sí", "sim", "x"]);
    private static readonly byte[][] No = Bytes(["false", "0", "no", "n", "f", "off", "nein", "non", "nej", "não"]);

    private readonly byte[][] trueValues = Bytes(column.TrueValues);
    private readonly byte[][] falseValues = Bytes(column.FalseValues);

    private static Reading True => Reading.Number("true"u8, 1);

    private static Reading False => Reading.Number("false"u8, 0);

    public override string Expected => $"{column.TrueValues[0]} or {column.FalseValues[0]}";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        foreach (var spelling in trueValues)
        {
            if (text.SequenceEqual(spelling))
                return True;
        }
        foreach (var spelling in falseValues)
        {
            if (text.SequenceEqual(spelling))
                return False;
        }
        return RejectReason.WrongType;
    }

    public override Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (!repairs.Allow(RepairRule.BooleanSpelling))
            return RejectReason.WrongType;
        var isTrue = IsIn(text, isConsent ? PlainYes : Yes);
        if (!isTrue && !IsIn(text, No))
            return RejectReason.WrongType;
        scratch.Note(RepairRule.BooleanSpelling);
        return isTrue ? True : False;
    }

    private static bool IsIn(ReadOnlySpan<byte> text, byte[][] spellings)
    {
        foreach (var spelling in spellings)
        {
            if (Ascii.EqualsIgnoreCase(text, spelling) || text.SequenceEqual(spelling))
                return true;
        }
        return false;
    }

    private static byte[][] Bytes(IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
