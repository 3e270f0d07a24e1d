using System.Text.Json;
using System.Text.Json.Nodes;
using ReapFunctions.Http;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Storage;
using ReapFunctions.Tests;

namespace ReapFunctions.Pages.Tests;

/// <summary>What the app names has words in every language of the pages.</summary>
public class WordsTests
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string> Languages => ["en", "de"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryMeasureHasWords(string language) => Assert.All(
        GroupFigures.Names.Append(ReapMeasures.EnquiriesWasted),
        name => Assert.True(Has(language, $"analyst.measure.{name}"), name));

    /// <summary>Those of the contract have titles there, or their own names in words.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryFieldThatOursAddToAContractHasWords(string language)
    {
        var offers = JsonNode.Parse(Repository.Read("functions", "config", "offers.json"), null, Commented)!;
        var fields = offers["listFields"]!.AsArray().Select(field => (string)field!)
            .Where(field => field.Contains('.')).ToArray();

        Assert.Contains("advocacy.came", fields);
        Assert.All(fields, field => Assert.True(Has(language, $"field.{field}"), field));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryKindOfProblemHasWords(string language) => Assert.All(
        EnumName.Values<ProblemKind>().Keys.Append("storage").Concat(["404", "409", "413"]),
        kind => Assert.True(Has(language, $"problem.{kind}"), kind));

    private static bool Has(string language, string key) =>
        Repository.Read("functions", "Pages", "app", $"words.{language}.js")
            .Contains($"\n  '{key}': ", StringComparison.Ordinal);
}
