using System.Text;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// The words of a column's name: <c>Date_of Birth</c>, <c>dateOfBirth</c> and <c>DATE-OF-BIRTH</c> have the same.
/// </summary>
internal static class NameWords
{
    private const string Marked = "áàâäãåāăąæçćčďđéèêëēęěğíìîïīıłĺľñńňóòôöõøőŕřśšşșťţțúùûüůűūųýÿźžż";
    private const string Unmarked = "aaaaaaaaaacccddeeeeeeegiiiiiilllnnnooooooorrsssstttuuuuuuuuyyzzz";

    /// <summary>Lower-case words without accents, a space before, between and behind them.</summary>
    public static string Of(string name)
    {
        var words = new StringBuilder(" ");
        var before = ' ';
        foreach (var letter in name.Replace("ß", "ss", StringComparison.Ordinal).Select(Plain))
        {
            var isNext = char.IsUpper(letter) && char.IsLower(before);
            if ((isNext || !char.IsLetterOrDigit(letter)) && words[^1] != ' ')
                words.Append(' ');
            if (char.IsLetterOrDigit(letter))
                words.Append(char.ToLowerInvariant(letter));
            before = letter;
        }
        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }

    private static char Plain(char letter)
    {
        var place = Marked.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        return place < 0 ? letter : char.IsUpper(letter) ? char.ToUpperInvariant(Unmarked[place]) : Unmarked[place];
    }

    /// <summary>Whether one of some phrases stands among the words.</summary>
    public static bool HasAny(string words, IEnumerable<string> phrases) =>
        phrases.Any(phrase => words.Contains($" {phrase} ", StringComparison.Ordinal));
}
