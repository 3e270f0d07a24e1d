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
    private readonly Repairs repairs;

    public NumberCell(Field field, Repairs repairs)
    {
        decimalChar = (byte)field.DecimalChar[0];
        groupChar = System.Text.Encoding.UTF8.GetBytes(field.GroupChar);
        bare = field.BareNumber;
        isPlain = decimalChar == '.' && groupChar.Length == 0 && bare;
        this.repairs = repairs;
    }

    public override string Expected => $"a number such as 12{(char)decimalChar}5";

    public override RejectReason Read(
        ReadOnlySpan<byte> text, CellScratch scratch, out ReadOnlySpan<byte> canonical, out double value)
    {
        if (!isPlain)
            text = NumberText.Plain(text, decimalChar, groupChar, bare, scratch.Text(text.Length));
        return Finish(text, scratch, out canonical, out value);
    }

    public override RejectReason Repair(
        ReadOnlySpan<byte> text, CellScratch scratch, out ReadOnlySpan<byte> canonical, out double value)
    {
        canonical = default;
        value = double.NaN;
        if (text.Length > NumberText.LongestRepairable)
            return RejectReason.WrongType;
        var plain = scratch.Text(text.Length + 1);
        var reason = NumberMarks.Remove(text, wholeOnly: false, decimalChar, repairs, scratch, plain, out var length);
        return reason == RejectReason.None ? Finish(plain[..length], scratch, out canonical, out value) : reason;
    }

    private static RejectReason Finish(
        ReadOnlySpan<byte> plain, CellScratch scratch, out ReadOnlySpan<byte> canonical, out double value)
    {
        canonical = plain;
        if (!DecimalText.TryRead(plain, out value, out var isCanonical))
            return RejectReason.WrongType;
        if (!isCanonical)
            canonical = DecimalText.Format(value, scratch.Canonical);
        return RejectReason.None;
    }
}
