using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Contracts.Cells;

/// <summary>What stands around the digits of a number and says its sign or its unit: taken off, and told by name.</summary>
internal ref struct NumberSigns
{
    /// <summary>Longer ones before those that end or begin like them.</summary>
    private static readonly byte[][] Currencies =
    [
        .. new[]
        {
            "US$", "CA$", "AU$", "NZ$", "R$", "SFr.", "Fr.", "Rs.", "kr.", "€", "$", "£", "¥", "₹", "₺", "₽", "₴", "zł", "Kč",
                "元", "円", "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB",
                "UAH", "CAD", "AUD", "NZD", "JPY", "CNY", "INR", "BRL", "MXN", "ZAR", "Rs", "Ft", "kr",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>U+2212, the en dash, the hyphens of Unicode and its small and wide hyphen-minus.</summary>
    private static readonly byte[][] Minuses =
        [.. new[] { "\u2212", "\u2013", "\u2010", "\u2011", "\uFE63", "\uFF0D" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Repairs that were needed, a bit for each rule.</summary>
    private uint used;

    private bool hasSign;

    /// <summary>Minus one, zero or several times: a number has one sign at most.</summary>
    private bool isTwice;

    public bool IsNegative { get; private set; }

    public readonly bool HasCurrency => (used >> (int)RepairRule.CurrencySymbol & 1) != 0;

    /// <summary>What is left: digits and what stands between them.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Takes the marks off; false when they contradict each other or need a repair that is not allowed.</summary>
    public static bool TryTake(ReadOnlySpan<byte> text, Repairs repairs, out NumberSigns signs)
    {
        signs = new() { Body = text };
        while (signs.TakeOne())
        {
        }
        for (var rule = 0; signs.used >> rule != 0; rule++)
        {
            if ((signs.used >> rule & 1) != 0 && !repairs.Allow((RepairRule)rule))
                return false;
        }
        return !signs.isTwice;
    }

    /// <summary>True for a text that holds a sign of any kind, or parentheses.</summary>
    public static bool HasAny(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny("+-()"u8) >= 0)
            return true;
        foreach (var minus in Minuses)
        {
            if (text.IndexOf(minus) >= 0)
                return true;
        }
        return false;
    }

    public readonly void Note(CellScratch scratch)
    {
        for (var rule = 0; used >> rule != 0; rule++)
        {
            if ((used >> rule & 1) != 0)
                scratch.Note((RepairRule)rule);
        }
    }

    private bool TakeOne() => TakeParentheses() || TakeLeadingSign() || TakeTrailingMinus() || TakeUnit();

    private bool TakeParentheses() =>
        Body is [(byte)'(', .., (byte)')'] && Use(RepairRule.AccountingNegative, Body[1..^1], isMinus: true);

    private bool TakeLeadingSign()
    {
        if (Body is [(byte)'-' or (byte)'+', ..])
            return Sign(Body[1..], Body[0] == '-');
        foreach (var minus in Minuses)
        {
            if (Body.StartsWith(minus))
                return Use(RepairRule.UnicodeMinus, Body[minus.Length..], isMinus: true);
        }
        return false;
    }

    /// <summary>Of <c>5,-</c>, which is a price without cents, the minus stays, so that it is no number.</summary>
    private bool TakeTrailingMinus()
    {
        var length = Body is [.., (byte)'-'] ? 1 : 0;
        foreach (var minus in Minuses)
            length = length == 0 && Body.EndsWith(minus) ? minus.Length : length;
        if (length == 0 || WhiteSpace.Trim(Body[..^length]) is not [.., >= (byte)'0' and <= (byte)'9'] digits)
            return false;
        used |= length > 1 ? 1u << (int)RepairRule.UnicodeMinus : 0;
        return Use(RepairRule.TrailingMinus, digits, isMinus: true);
    }

    private bool TakeUnit()
    {
        if (Body is [.., (byte)'%'])
            return Use(RepairRule.PercentSign, Body[..^1], isMinus: null);
        foreach (var currency in Currencies)
        {
            if (Body.Length < currency.Length)
                continue;
            if (Ascii.EqualsIgnoreCase(Body[^currency.Length..], currency) || Body.EndsWith(currency))
                return Use(RepairRule.CurrencySymbol, Body[..^currency.Length], isMinus: null);
            if (Ascii.EqualsIgnoreCase(Body[..currency.Length], currency) || Body.StartsWith(currency))
                return Use(RepairRule.CurrencySymbol, Body[currency.Length..], isMinus: null);
        }
        return false;
    }

    private bool Use(RepairRule rule, ReadOnlySpan<byte> rest, bool? isMinus)
    {
        isTwice |= isMinus is null && (used >> (int)rule & 1) != 0;
        used |= 1u << (int)rule;
        Body = WhiteSpace.Trim(rest);
        return isMinus is null || Sign(Body, isMinus.Value);
    }

    private bool Sign(ReadOnlySpan<byte> rest, bool isMinus)
    {
        isTwice |= hasSign;
        (hasSign, IsNegative) = (true, isMinus);
        Body = WhiteSpace.Trim(rest);
        return true;
    }
}
