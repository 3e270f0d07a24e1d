using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Rules;

public class TextGapsTests
{
    private const string Broadband =
        "Do you use the internet at home through your mobile? There may be something that is faster and saves your data.";
    private const string Age = "Is {age} years old.";

    private static string[] Warnings(string file, params (string Was, string Becomes)[] changes) =>
        [.. TestBucket.Portfolio("", (name, json) => name != file ? json : changes.Aggregate(json, (text, change) =>
        {
            Assert.Contains(change.Was, text, StringComparison.Ordinal);
            return text.Replace(change.Was, change.Becomes, StringComparison.Ordinal);
        })).Warnings()];

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public void NoTextThatComesAlongHasAGap(string portfolio) => Assert.Empty(TestBucket.Portfolio(portfolio).Warnings());

    /// <summary>"latePayments12m is 3" is nothing to say to a customer.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    public void EveryColumnThatAModelMayLearnFromHasWords(string name)
    {
        var portfolio = TestBucket.Portfolio(name);
        var (roles, texts) = (portfolio.Customers.Roles, portfolio.Decisions.Reasons.Targets);
        var without = portfolio.Customers.CleanFields.Select(field => field.Name)
            .Except([roles.CustomerId, .. roles.Labels, .. roles.NotFeatures]).ToArray();
        Assert.NotEmpty(without);
        foreach (var target in portfolio.Targets.All)
        {
            var known = texts.GetValueOrDefault(target.Name) ?? texts["*"];
            Assert.Empty(without.Except(target.LeaveOut).Except(known.Keys));
        }
    }

    [Theory]
    // A column that the contract lets be empty, a number that is not always worked out, a figure of a detail source.
    [InlineData("{dataUsageGb:0} GB.", "'dataUsageGb' may be missing", "{dataUsageGb|}, which leaves its clause out")]
    [InlineData("{value.lifetime:0} EUR.", "'value.lifetime' may be missing", "{value.lifetime|and words for that}")]
    [InlineData("{invoicedMean:0.00} EUR.", "'invoicedMean' may be missing", "says 'not known'")]
    // Counts of the contract, of products and of a detail source.
    [InlineData("{calls12m} calls.", "'calls12m' may be 0 and 1", "{calls12m/never/once/# times}")]
    [InlineData("{calls12m/1 call/# calls}.", "'calls12m' may be 0,", "no words")]
    [InlineData("{customer.products} products.", "'customer.products' may be 0 and 1", "no words")]
    [InlineData("{measure.referrals} of them.", "'measure.referrals' may be 0 and 1", "no words")]
    [InlineData("{contacts30d} contacts.", "'contacts30d' may be 0 and 1", "no words")]
    [InlineData("do you have it?", "$.offers[3].texts.sayFirst: The text begins in lower case", "with a capital")]
    [InlineData("{calls12m/no call/1 call/# calls}.", "begins in lower case", "Write a sentence")]
    [InlineData("{segment} customers have it.", "begins with '{segment}'", "Begin with a word")]
    [InlineData("{why}.", "says nothing when what it stands on is not known", "a clause that always holds")]
    public void AFieldWithoutWordsForWhatItMayBeIsNamedWithItsPlaceAndTheRemedy(string text, string what, string remedy)
    {
        var warnings = Warnings("offers.json", (Broadband, text));

        Assert.Contains(warnings, warning => warning.StartsWith("offers.json $.offers[3].texts.sayFirst: ")
            && warning.Contains(what, StringComparison.Ordinal) && warning.Contains(remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("You pay {monthlyRevenue:0.00} EUR, and are {age|not known to be} years old.")]
    [InlineData("There {calls12m/was no call/was 1 call/were # calls}, rated {satisfaction/0/1/#|}.")]
    [InlineData("It fits, and {why}.")]
    public void WordsForEveryCaseFillTheGap(string text) => Assert.Empty(Warnings("offers.json", (Broadband, text)));

    [Fact]
    public void WhatTheRulesOfAnOfferShutOutIsNoGap()
    {
        const string Rule = "{ \"name\": \"notTaken\", \"must\": { \"not\": { \"field\": \"tookBroadband\", \"is\": true } }";
        (string, string) text = (Broadband, "There were {calls12m} calls, and {dataUsageGb:0} GB.");
        string Must(string field) => $"{{ \"name\": \"much\", \"must\": {{ \"field\": \"{field}\", \"atLeast\": 2 }}, "
            + $"\"because\": \"Too little is used.\" }}, {Rule}";

        Assert.Equal(2, Warnings("offers.json", text).Length);
        Assert.Contains("'dataUsageGb'", Assert.Single(Warnings("offers.json", text, (Rule, Must("calls12m")))));
        Assert.Contains("'calls12m'", Assert.Single(Warnings("offers.json", text, (Rule, Must("dataUsageGb")))));
    }

    [Fact]
    public void ACountWhoseRangeInTheContractShutsOneOutNeedsNoWordsForIt()
    {
        const string Range =
            "\"name\": \"calls12m\", \"type\": \"integer\", \"constraints\": { \"required\": true, \"minimum\": ";
        string[] From(int least) => [.. TestBucket.Portfolio("", (name, json) => name switch
        {
            "offers.json" => json.Replace(Broadband, "There were {calls12m} calls."),
            "sources/customers.json" => json.Replace($"{Range}0", $"{Range}{least}"),
            _ => json,
        }).Warnings()];

        Assert.Contains("may be 0 and 1", Assert.Single(From(0)));
        Assert.Contains("may be 1,", Assert.Single(From(1)));
        Assert.Empty(From(2));
    }

    [Fact]
    public void ARuleSaysWhyOfWhomItRemoves()
    {
        const string Because = "The customer paid late {latePayments12m/once/# times} in 12 months.";
        (string, string) plain = (Because, "The customer paid late {latePayments12m} times in 12 months.");

        // Only who paid late more than four times is removed, or, turned round, only who did so less than twice.
        Assert.Empty(Warnings("offers.json", plain));
        Assert.Contains("may be 0 and 1", Assert.Single(Warnings(
            "offers.json", plain, ("\"latePayments12m\", \"atMost\": 4", "\"latePayments12m\", \"atLeast\": 2"))));
    }

    [Fact]
    public void AReasonIsSaidOfWhatIsKnownAndOfNoneOnlyWithWordsForIt()
    {
        // Who is 16 or more, and known to be, needs no words for more.
        Assert.Empty(Warnings("reasons.json"));
        Assert.Contains(
            "reasons.json $.targets.churn.age.up: 'dataUsageGb' may be missing",
            Assert.Single(Warnings("reasons.json", ($"\"up\": \"{Age}\"", "\"up\": \"Uses {dataUsageGb:0} GB.\""))));
        var counts = Warnings("reasons.json", ("Called us {calls12m/once/# times} in 12 months.", "Called us {value} times."));
        Assert.Contains("$.targets.churn.calls12m.up: 'value' may be 1,", Assert.Single(counts));
    }
}
