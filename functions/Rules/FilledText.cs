using System.Text;

namespace ReapFunctions.Rules;

/// <summary>
/// A text while it is filled. A clause that would name what is not known is left out, up to the marks around it: of <c>Not held
/// yet, and {why}.</c> is left <c>Not held yet.</c>
/// </summary>
internal sealed class FilledText
{
    private const string Marks = ",;:";
    private const string Ends = ".!?";

    private readonly StringBuilder text = new();
    private bool isLeftOut, beginsSentence, needsCapital;

    /// <summary>Adds words of the text itself: a mark in them ends a clause.</summary>
    public void Add(string words)
    {
        if (!isLeftOut)
        {
            text.Append(words);
            return;
        }
        if (MarkIn(words) is not { } mark)
            return;
        isLeftOut = false;
        if (!beginsSentence)
        {
            text.Append(words, mark, words.Length - mark);
            return;
        }
        needsCapital = true;
        AddValue(words[(mark + 1)..].TrimStart());
    }

    /// <summary>Adds a value.</summary>
    public void AddValue(string value)
    {
        if (isLeftOut || value.Length == 0)
            return;
        text.Append(needsCapital ? char.ToUpperInvariant(value[0]) : value[0]).Append(value, 1, value.Length - 1);
        needsCapital = false;
    }

    /// <summary>Leaves out the clause that stands here.</summary>
    public void LeaveOut()
    {
        if (isLeftOut)
            return;
        isLeftOut = true;
        var last = text.Length - 1;
        while (last >= 0 && !IsMark(text[last], last + 1 < text.Length ? text[last + 1] : ' '))
            last--;
        beginsSentence = last < 0 || Ends.Contains(text[last]);
        text.Length = !beginsSentence ? last : last < 0 ? 0 : Math.Min(text.Length, last + 2);
    }

    public override string ToString() => text.ToString().TrimEnd();

    private static int? MarkIn(string words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (IsMark(words[i], i + 1 < words.Length ? words[i + 1] : ' '))
                return i;
        }
        return null;
    }

    /// <summary>A mark before a space: the one in 0.5 is none.</summary>
    private static bool IsMark(char character, char next) =>
        char.IsWhiteSpace(next) && (Marks.Contains(character) || Ends.Contains(character));
}
