using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Containers, queues and tables: what the code names is what Bicep makes.</summary>
public partial class StorageTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    [BicepTheory]
    [InlineData("Containers", "blobServices/containers")]
    [InlineData("Queues", "queueServices/queues")]
    [InlineData("Tables", "tableServices/tables")]
    public void WhatTheCodeNamesIsWhatIsMade(string className, string type) =>
        Assert.Equal(CodeFacts.Constants(className).Values.Order(), Made(type).Where(name => name != PackageContainer()).Order());

    [Theory]
    [InlineData("Containers")]
    [InlineData("Queues")]
    [InlineData("Tables")]
    public void NothingIsNamedThatTheCodeDoesNotUse(string className) =>
        Assert.All(
            CodeFacts.Constants(className).Keys, constant =>
            Assert.True(CodeFacts.Refers(className, constant), $"nothing uses {className}.{constant}"));

    [Fact]
    public void TriggersAndOutputsNameWhatNamesDeclares()
    {
        var text = string.Concat(CodeFacts.Sources.Values);
        var triggers = Trigger().Matches(text);
        Assert.NotEmpty(triggers);
        // By constant and not by literal: then the tests above hold for them.
        Assert.All(triggers, match => Assert.Matches(@"^(Containers|Queues)\.\w+", match.Groups[1].Value));
    }

    [BicepFact]
    public void UploadsAreToldToAQueueThatTheCodeReads()
    {
        var told = Deployment.Default.Only("Microsoft.EventGrid/systemTopics/eventSubscriptions");
        Assert.Equal(
            $"/blobServices/default/containers/{CodeFacts.Constants("Containers")["Extracts"]}/blobs/",
            told.Text("properties.filter.subjectBeginsWith"));
        var destination = told.At("properties.deliveryWithResourceIdentity.destination.properties")!.Value;
        Assert.Equal(Deployment.Default.Only(Account).Id, destination.Text("resourceId"));
        var constant = Assert.Single(CodeFacts.Constants("Queues"), queue => queue.Value == destination.Text("queueName"));
        Assert.Contains(CodeFacts.Sources.Values, text =>
            text.Contains($"QueueTrigger(Queues.{constant.Key})", StringComparison.Ordinal)
                && text.Contains("UploadEvent.", StringComparison.Ordinal));
    }

    [BicepFact]
    public void LifecycleRulesNameContainersThatAreMade()
    {
        Assert.NotEmpty(AgedContainers());
        Assert.All(AgedContainers(), container => Assert.Contains(container, Made("blobServices/containers")));
    }

    [BicepFact]
    public void WhatCannotBeMadeAgainIsNeverDeletedByAge()
    {
        string[] kept = ["models", "config", "erasures", PackageContainer()];
        Assert.All(kept, container => Assert.DoesNotContain(container, AgedContainers()));
        // The base period lies beside the runs, and may be as old as the portfolio.
        var scorecards = Assert.Single(AgedPrefixes(), prefix => prefix.StartsWith("scorecards/", StringComparison.Ordinal));
        Assert.StartsWith(scorecards, "scorecards/2026-11-21.1/scorecard.json", StringComparison.Ordinal);
        Assert.False("scorecards/cut-points.json".StartsWith(scorecards, StringComparison.Ordinal));
    }

    [BicepTheory]
    [InlineData("details", "DropDays")]
    [InlineData("receipts", "KeptDays")]
    public void WhatTheAppStillKnowsOfIsThereAsLong(string container, string days)
    {
        var rule = Rules().Single(found => found.Texts("definition.filters.prefixMatch").Single() == $"{container}/");
        var kept = int.Parse(rule.Text("definition.actions.baseBlob.delete.daysAfterModificationGreaterThan")!);
        Assert.Matches($@"\b{days} = {kept};", CodeFacts.Sources.Single(file => file.Key.EndsWith("OldNotes.cs")).Value);
    }

    [BicepFact]
    public void NamesAreOnesThatStorageAccepts()
    {
        Assert.Matches("^[a-z0-9]{3,24}$", Deployment.Default.Only(Account).Name);
        Assert.All(
            [.. Made("blobServices/containers"), .. Made("queueServices/queues")], name =>
            Assert.Matches("^[a-z0-9](-?[a-z0-9]){2,62}$", name));
        Assert.All(Made("tableServices/tables"), name => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,62}$", name));
    }

    [BicepFact]
    public void StorageHasNoKeysAndNothingPublic()
    {
        Assert.All([Deployment.Default, Deployment.Everything], deployment =>
        {
            var account = deployment.Only(Account);
            Assert.Equal(
                ("false", "false"),
                (account.Text("properties.allowSharedKeyAccess"), account.Text("properties.allowBlobPublicAccess")));
            Assert.All(
                deployment.Of($"{Account}/blobServices/containers"), container =>
                Assert.Equal("None", container.Text("properties.publicAccess")));
        });
    }

    [BicepFact]
    public void APrivateNetworkReachesEveryServiceThatTheAppUses()
    {
        string[] services = ["blob", "queue", "table"];
        Assert.Equal(services, Deployment.Everything.Of("Microsoft.Network/privateEndpoints")
            .SelectMany(endpoint => endpoint.Items("properties.privateLinkServiceConnections"))
                .SelectMany(connection => connection.Texts("properties.groupIds")));
        Assert.All(
            services, service =>
            Assert.NotNull(
            Deployment.Default.Only("Microsoft.Web/sites/config").Text($"properties.AzureWebJobsStorage__{service}ServiceUri")));
    }

    private static IEnumerable<string> Made(string type) => Deployment.Default.Of($"{Account}/{type}").Select(made => made.Name);

    /// <summary>Not the app's: deployment puts the package there.</summary>
    private static string PackageContainer() =>
        Made("blobServices/containers").Single(name =>
            Deployment.Default.Only("Microsoft.Web/sites").Text(
                "properties.functionAppConfig.deployment.storage.value")!.EndsWith($"'{name}')]", StringComparison.Ordinal));

    private static List<string> AgedContainers() => [.. AgedPrefixes().Select(prefix => prefix[..prefix.IndexOf('/')])];

    private static IEnumerable<string> AgedPrefixes() =>
        Rules().SelectMany(rule => rule.Texts("definition.filters.prefixMatch"));

    private static IEnumerable<JsonElement> Rules() =>
        Deployment.Default.Only($"{Account}/managementPolicies").Items("properties.policy.rules");

    [GeneratedRegex(@"\[(?:Blob(?:Trigger|Input|Output)|Queue(?:Trigger|Output))\(([^,)\]]+)")]
    private static partial Regex Trigger();
}
