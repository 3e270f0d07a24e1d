using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>Made-up names, mail addresses and phone numbers: personal data for cleaning to drop.</summary>
internal static class People
{
    private static readonly byte[][] First = Utf8(
        "Anna", "Ben", "Chloé", "David", "Elif", "Finn", "Grace", "Hugo", "Ida", "Jürgen", "Karin", "Luis", "Mia", "Noah", "Olga",
        "Paul", "Renée", "Søren", "Tara", "Umut", "Vera", "Wim", "Xenia", "Yusuf", "Zoë");

    private static readonly byte[][] Last = Utf8(
        "Adams", "Berg", "Costa", "Dvořák", "Evans", "Fischer", "García", "Hansen", "Ivanova", "Jensen", "Kowalski", "Lopez",
            "Müller",
        "Novak", "O'Brien", "Peters", "Quinn", "Rossi", "Smith", "Tanaka", "Usman", "Virtanen", "Weber", "Young", "Zielińska");

    public static void Add(CsvLine row, in CustomerRandom random, long number)
    {
        Span<byte> text = stackalloc byte[64];
        var first = First[random.Below(Draw.FirstName, First.Length)];
        var last = Last[random.Below(Draw.LastName, Last.Length)];
        row.Add(Join(text, first, " "u8, last));

        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var count);
        row.Add(Join(text, "c"u8, digits[..count], "@example.com"u8));

        (10_000_000 + (long)(random.Bits(Draw.Phone) % 90_000_000)).TryFormat(digits, out count);
        row.Add(Join(text, "+00 "u8, digits[..count], default));
    }

    private static ReadOnlySpan<byte> Join(Span<byte> text, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c)
    {
        a.CopyTo(text);
        b.CopyTo(text[a.Length..]);
        c.CopyTo(text[(a.Length + b.Length)..]);
        return text[..(a.Length + b.Length + c.Length)];
    }

    private static byte[][] Utf8(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
