namespace ReapFunctions.Contracts.Cells;

/// <summary>
/// Numbers. Infinite ones and <c>NaN</c>, which Table Schema allows, are no numbers to calculate with and are refused.
/// </summary>
internal sealed class NumberCell : Cell
{
    private readonly byte decimalChar;
    private readonly byte[] groupChar;
    private readonly bool isPlain;
    private readonly bool bare;
    private readonly NumberMarks.OwnMarks marks;
    private readonly Repairs repairs;

    public NumberCell(Field field, Repairs repairs)
    {
        decimalChar = (byte)field.DecimalChar[0];
        groupChar = System.Text.Encoding.UTF8.GetBytes(field.GroupChar);
        bare = field.BareNumber;
        marks = new(decimalChar, groupChar is [var group] ? group : (byte)0, IsWhole: false);
        isPlain = decimalChar == '.' && groupChar.Length == 0 && bare;
        this.repairs = repairs;
    }

    public override string Expected => $"a number such as 12{(char)decimalChar}5";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (!isPlain)
            text = NumberText.Plain(text, decimalChar, groupChar, bare, scratch.Text(text.Length));
        return Finish(text, scratch);
    }

    public override Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        if (text.Length > NumberText.LongestRepairable)
            return RejectReason.WrongType;
        var plain = scratch.Text(text.Length + 1);
        var reason = NumberMarks.Remove(text, marks, repairs, scratch, plain, out var length);
        return reason == RejectReason.None ? Finish(plain[..length], scratch) : reason;
    }

    private static Reading Finish(ReadOnlySpan<byte> plain, CellScratch scratch)
    {
        if (!DecimalText.TryRead(plain, out var value, out var isCanonical))
            return RejectReason.WrongType;
        return Reading.Number(isCanonical ? plain : DecimalText.Format(value, scratch.Canonical), value);
    }
}
