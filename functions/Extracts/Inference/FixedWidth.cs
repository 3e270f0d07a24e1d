namespace ReapFunctions.Extracts.Inference;

/// <summary>Files whose columns begin at the same place of every line, with spaces between and no delimiter.</summary>
internal static class FixedWidth
{
    private const int FewestLines = 3;

    /// <summary>The places at which columns begin, 1-based; fewer than two when the lines are not so.</summary>
    /// <param name="lines">The header and rows.</param>
    public static List<int> StartsOf(IReadOnlyList<string> lines)
    {
        var starts = new List<int>();
        if (lines.Count < FewestLines || !lines[0].Trim().Contains("  ", StringComparison.Ordinal))
            return starts;
        var length = lines.Max(line => line.Length);
        for (var place = 0; place < length; place++)
        {
            var isGap = lines.All(line => place == 0 || At(line, place - 1) == ' ');
            if (isGap && lines.Any(line => At(line, place) != ' ') && (place == 0 || At(lines[0], place) != ' '))
                starts.Add(place + 1);
        }
        return starts;
    }

    private static char At(string line, int place) => place < line.Length ? line[place] : ' ';
}
