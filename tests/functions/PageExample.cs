using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReapFunctions.Tests;

/// <summary>What pages of the documentation give as examples, for tests that work them out.</summary>
internal static partial class PageExample
{
    /// <summary>The blocks of CSV and JSON of a page, in the order in which they stand.</summary>
    public static string[] BlocksOf(string page) => [.. Block().Matches(page).Select(block => block.Groups[1].Value)];

    /// <summary>Every member that the page writes is in the answer, with that value.</summary>
    public static void AssertSays(string page, string answer)
    {
        var found = JsonNode.Parse(answer)!.AsObject();
        Assert.All(
            JsonNode.Parse(page)!.AsObject(),
            member => Assert.Equal(member.Value?.ToJsonString(), found[member.Key]?.ToJsonString()));
    }

    [GeneratedRegex("```(?:csv|json)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
