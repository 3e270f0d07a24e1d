using System.Text;

namespace ReapFunctions.Erasure;

/// <summary>Finds a customer's id within other text.</summary>
internal static class IdText
{
    /// <summary>Whether the id stands there and is no part of a longer word.</summary>
    public static bool StandsIn(ReadOnlySpan<byte> text, ReadOnlySpan<byte> id)
    {
        for (var from = 0; text[from..].IndexOf(id) is var found and >= 0; from += found + 1)
        {
            var at = from + found;
            if ((at == 0 || !IsWord(text[at - 1])) && (at + id.Length == text.Length || !IsWord(text[at + id.Length])))
                return true;
        }
        return false;
    }

    public static bool StandsIn(string text, string customerId) =>
        StandsIn(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(customerId));

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter >= 0x80;
}
