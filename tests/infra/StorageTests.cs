using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Containers, queues and tables: what the code names is what Bicep makes.</summary>
public partial class StorageTests
{
    private static readonly BicepFile Storage = BicepFile.Of("infra/azure/modules/storage.bicep");
    private static readonly BicepFile Events = BicepFile.Of("infra/azure/modules/events.bicep");

    [Theory]
    [InlineData("Containers", "containers")]
    [InlineData("Queues", "queues")]
    [InlineData("Tables", "tables")]
    public void WhatTheCodeNamesIsWhatIsDeclared(string className, string variable) =>
        Assert.Equal(CodeFacts.Constants(className).Values.Order(), Declared(variable).Order());

    [Theory]
    [InlineData("Containers")]
    [InlineData("Queues")]
    [InlineData("Tables")]
    public void NothingIsNamedThatTheCodeDoesNotUse(string className) =>
        Assert.All(CodeFacts.Constants(className).Keys, constant => Assert.True(CodeFacts.Refers(className, constant), $"nothing uses {className}.{constant}"));

    [Fact]
    public void TriggersAndOutputsNameWhatNamesDeclares()
    {
        var text = string.Concat(CodeFacts.Sources.Values);
        var triggers = Trigger().Matches(text);
        Assert.NotEmpty(triggers);
        // By constant and not by literal: then the tests above hold for them.
        Assert.All(triggers, match => Assert.Matches(@"^(Containers|Queues)\.\w+", match.Groups[1].Value));
    }

    [Fact]
    public void UploadsAreToldToAQueueThatTheCodeReads()
    {
        Assert.Equal(CodeFacts.Constants("Containers")["Extracts"], Default("container"));
        var constant = Assert.Single(CodeFacts.Constants("Queues"), queue => queue.Value == Default("queue"));
        Assert.Contains(CodeFacts.Sources.Values, text => text.Contains($"QueueTrigger(Queues.{constant.Key})", StringComparison.Ordinal));
    }

    [Fact]
    public void LifecycleRulesNameDeclaredContainers()
    {
        var prefixes = Texts("retention").Where(text => text.EndsWith('/')).ToList();
        Assert.NotEmpty(prefixes);
        Assert.All(prefixes, prefix => Assert.Contains(prefix.TrimEnd('/'), Declared("containers")));
    }

    [Fact]
    public void WhatCannotBeMadeAgainIsNeverDeletedByAge()
    {
        string[] kept = ["receipts", "scorecards", "models", "config"];
        Assert.All(kept, container => Assert.DoesNotContain(container + "/", Texts("retention")));
    }

    [Fact]
    public void NamesAreOnesThatStorageAccepts()
    {
        Assert.All([.. Declared("containers"), .. Declared("queues")], name => Assert.Matches("^[a-z0-9](-?[a-z0-9]){2,62}$", name));
        Assert.All(Declared("tables"), name => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,62}$", name));
    }

    private static List<string> Declared(string variable) => [.. Texts(variable)];

    private static IEnumerable<string> Texts(string variable) =>
        Storage.Variables.Single(found => found.Name == variable).Value.Where(token => token.Kind is TokenKind.Text).Select(token => token.Text);

    // param container string = 'extracts'
    private static string Default(string parameter) =>
        Events.Tokens.SkipWhile(token => !token.IsName(parameter)).First(token => token.Kind is TokenKind.Text).Text;

    [GeneratedRegex(@"\[(?:Blob(?:Trigger|Input|Output)|Queue(?:Trigger|Output))\(([^,)\]]+)")]
    private static partial Regex Trigger();
}
