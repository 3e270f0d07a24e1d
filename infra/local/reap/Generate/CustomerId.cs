using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The id of a customer: <c>C00012345</c>, and for one in two hundred an id with the characters that break table keys, URLs,
/// spreadsheets and careless joins. Ids are unique and have no blanks at either end.
/// </summary>
internal static class CustomerId
{
    private const int OneOddIn = 200;

    /// <summary>What odd ids look like; N is the customer's number.</summary>
    private static readonly Func<string, string>[] Odd =
    [
        n => $"A/B/{n}",
        n => $"C#{n}",
        n => $"100%{n}",
        n => $"{n}?x=1&y=2",
        n => $"back\\slash {n}",
        n => $"Berg, Anna {n}",
        n => $"the \"{n}\"",
        n => $"O'Hara {n}",
        n => $"Zoë-{n}-Łódź",
        n => $"客户{n}",
        n => $"😀{n}",
        n => $"=1+{n}",
        n => $"+{n}",
        n => $"@{n}",
        n => $"..{n}",
        n => $"0000{n}.0",
        n => n.PadLeft(200, 'L'),
        n => n.PadLeft(200, 'Ö'),
    ];

    public static int OddKinds => Odd.Length;

    public static bool IsOdd(in CustomerRandom random) => random.Bits(Draw.OddId) % OneOddIn == 0;

    /// <summary>Writes the id as UTF-8 and returns its length; 600 bytes are enough.</summary>
    public static int Write(in CustomerRandom random, long number, Span<byte> utf8)
    {
        if (IsOdd(random))
            return Encoding.UTF8.GetBytes(Of(random, number), utf8);
        utf8[0] = (byte)'C';
        number.TryFormat(utf8[1..], out var digits, "D8", CultureInfo.InvariantCulture);
        return 1 + digits;
    }

    public static string Of(in CustomerRandom random, long number)
    {
        if (!IsOdd(random))
            return "C" + number.ToString("D8", CultureInfo.InvariantCulture);
        var kind = (int)(random.Bits(Draw.OddId, 1) % (ulong)Odd.Length);
        return Odd[kind](number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Finds the customer's number: that among the numbers in the id whose id it is.</summary>
    public static bool TryParse(ulong seed, string id, out long number)
    {
        for (int start = 0, end; start < id.Length; start = end + 1)
        {
            for (end = start; end < id.Length && char.IsAsciiDigit(id[end]);)
                end++;
            if (long.TryParse(id.AsSpan(start..end), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && Of(new CustomerRandom(seed, number), number) == id)
                return true;
        }
        number = 0;
        return false;
    }
}
