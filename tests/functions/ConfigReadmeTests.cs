using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Plausibility;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;
using ReapFunctions.Value;
using ReapFunctions.Value.Rhythms;

namespace ReapFunctions.Tests;

/// <summary>The examples of functions/config/README.md are configuration that can be read.</summary>
public partial class ConfigReadmeTests
{
    private static readonly Type[] Types =
    [
        typeof(CostDriver), typeof(LifetimeOptions), typeof(WalletOptions), typeof(AdvocacyOptions), typeof(AcquisitionOptions),
            typeof(EnquiryOptions), typeof(ValueBandOptions),
            typeof(RiskOptions),
            typeof(FeatureReason), typeof(Condition),
        typeof(PolicyRule), typeof(Offer), typeof(Tier), typeof(ContextWeight), typeof(Route), typeof(NamedCondition),
        typeof(ControlOptions),
            typeof(ContactLimit), typeof(PromptOptions), typeof(VisitedChannel), typeof(ChannelTexts), typeof(CareStandard),
        typeof(ScorecardOptions), typeof(GroupPlanOptions), typeof(PlanGroup), typeof(GroupGoal),
            typeof(CareOptions), typeof(CauseStandard), typeof(AlarmOptions), typeof(RecoveryRule),
            typeof(LeavingOptions), typeof(RhythmOptions),
            typeof(PlausibilityOptions),
    ];

    [Fact]
    public void EveryExampleIsWhatItSays()
    {
        var examples = Example().Matches(Readme);
        Assert.True(examples.Count >= Types.Length);
        foreach (Match example in examples)
        {
            var type = Types.SingleOrDefault(type => type.Name == example.Groups[1].Value);
            Assert.True(type is not null, $"There is no type '{example.Groups[1].Value}'.");
            Assert.NotNull(JsonSerializer.Deserialize(example.Groups[2].Value, type, ConfigJson.Options));
        }
    }

    [Fact]
    public void EveryConceptHasAnExample() =>
        Assert.All(Types, type => Assert.Contains($"<!-- {type.Name} -->", Readme, StringComparison.Ordinal));

    [Fact]
    public void TheContractInTheReadmeIsOneThatWorks()
    {
        var text = Readme;
        var start = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");
        files["sources/invoices.json"] = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        var faults = new List<ConfigFault>();

        var sources = PortfolioSources.Read(files, faults);

        Assert.Empty(faults);
        Assert.Equal(4, sources!.Contracts["invoices"].Roles.Detail!.Columns.Count);
        Assert.Equal(FileRule.Add, sources.Contracts["invoices"].Roles.Files);
    }

    private static string Readme { get; } = Repository.Read("functions", "config", "README.md");

    [GeneratedRegex("<!-- (\\w+) -->\\s+```json\\s+(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
