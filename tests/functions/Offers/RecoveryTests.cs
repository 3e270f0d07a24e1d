using ReapFunctions.Lists;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Offers;

/// <summary>Recovery by the rules of the portfolio as it is shipped.</summary>
public class RecoveryTests
{
    private static readonly DateOnly AsOf = TestBucket.Run.Date;

    private static readonly Outbreak Spreading =
        new("speed", "broadband", "west", null, AsOf.AddDays(-1), AsOf, 0.1, 20, 1e-9);

    [Theory]
    // Promised within 2 days: the follow-up is 2 days after the promise was not kept.
    [InlineData("outage", 3, 1, null, "overdue", 4)]
    [InlineData("billing", 3, 3, null, "severe", 2)]
    [InlineData("billing", 3, 1, null, "open", 5)]
    [InlineData("billing", 20, 1, 3, "afterClosure", 14)]
    [InlineData("billing", 20, 1, 8, null, 0)]
    public void TheFirstRuleThatHoldsRecovers(
        string cause, int daysAgo, double severity, int? solvedAgo, string? rule, int followUpDays)
    {
        var own = new CustomerCase("c0", "1", AsOf.AddDays(-daysAgo), cause)
        {
            Severity = severity,
            SolvedOn = solvedAgo is { } days ? AsOf.AddDays(-days) : null,
        };
        var plan = new TestBucket().Cases(own).Score("churn", 0.4f).Offers().Recovery;

        Assert.Equal(rule, plan?.Rule);
        if (plan is not null)
            Assert.Equal((cause, AsOf.AddDays(followUpDays - (solvedAgo ?? daysAgo))), (plan.Cause, plan.FollowUpOn));
    }

    [Fact]
    public void WhoIsRecoveredGetsItsOfferFirstAndIsSoldNothing()
    {
        var own = new CustomerCase("c0", "1", AsOf.AddDays(-3), "outage");
        var quiet = new TestBucket().Offers();
        var record = new TestBucket().Cases(own).Offers();

        Assert.Contains(quiet.Offers, offer => offer.Kind == OfferKind.Sale);
        Assert.DoesNotContain(record.Offers, offer => offer.Kind is OfferKind.Sale or OfferKind.Saving or OfferKind.Referral);
        Assert.Contains(record.Offers, offer => offer.Name == "putRight");
        Assert.Equal(
            "The customer is being put right (overdue): sell nothing.",
            record.Removed.First(removed => removed.Rule == "notInRecovery").Because);
    }

    [Fact]
    public void WhatWentWrongIsPutRightBeforeAnythingElseIsSaid()
    {
        var own = new CustomerCase("c0", "1", AsOf.AddDays(-3), "outage");
        var record = new TestBucket().Cases(own).Score("churn", 0.6f).Number("monthsToContractEnd", 1).Offers();

        Assert.Contains(record.Offers, offer => offer.Name == "renewEarly");
        Assert.Equal("putRight", record.Offers[0].Name);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(0.5f)]
    public void TheBudgetIsAShareOfTheValueAtRiskUpToItsMost(float churn)
    {
        var decided = new TestBucket().Cases(new CustomerCase("c0", "1", AsOf.AddDays(-3), "outage")).Score("churn", churn)
            .Decide();

        Assert.Equal(
            Math.Min(60, Math.Round(0.25 * decided.Risks[0].ValueAtRisk!.Value, 2, MidpointRounding.AwayFromZero)),
            decided.Offers[0].Recovery!.Budget, 1e-9);
    }

    [Fact]
    public void WhoIsStruckIsRecoveredWithoutAWordAndTheControlGroupGoesWithout()
    {
        var bucket = new TestBucket(300).Text("region", "west", "north").Flag("holdsBroadband", true);
        var decided = bucket.Decide(TestBucket.Telco with { Outbreaks = [Spreading] });

        var struck = decided.Offers.Where((_, row) => row % 2 == 0).ToArray();
        Assert.All(decided.Offers.Where((_, row) => row % 2 == 1), record => Assert.Null(record.Recovery));
        Assert.All(struck, record => Assert.Equal(
            ("struck", "speed", "The service is slow", true, record.Control),
            (record.Recovery!.Rule, record.Recovery.Cause, record.Recovery.Title, record.Recovery.Proactive,
                record.Recovery.Withheld)));
        Assert.Contains(struck, record => record.Control);
        Assert.All(struck, record => Assert.Equal(!record.Control, record.Offers.Any(offer => offer.Name == "putRight")));
        var entries = RecoveryEntry.Choose(decided);
        Assert.Equal(struck.Length, entries.Length);
        Assert.Equal(struck.Count(record => record.Control), entries.Count(entry => entry.IsWithheld));
        Assert.Equal(entries.OrderByDescending(entry => entry.ValueAtRisk).Select(entry => entry.ValueAtRisk),
            entries.Select(entry => entry.ValueAtRisk));
    }

    [Fact]
    public void WhoIsStruckAndHasSaidSoIsAnsweredOfTheControlGroupToo()
    {
        var said = new CustomerCase("", "1", AsOf, "speed") { Voiced = true };
        var other = said with { Cause = "price" };
        var decided = new TestBucket(300).Text("region", "west").Flag("holdsBroadband", true)
            .Cases(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? said : other) with { CustomerId = $"c{i}" }))
            .Decide(TestBucket.Telco with { Outbreaks = [Spreading] });

        Assert.Contains(decided.Offers.Take(200).Where((_, row) => row % 2 == 0), record => record.Control);
        Assert.All(decided.Offers.Take(200).Where((_, row) => row % 2 == 0), record =>
            Assert.Equal((false, false), (record.Recovery!.Proactive, record.Recovery.Withheld)));
        // Of something else: of what spreads they have not said a word.
        Assert.All(decided.Offers.Where((_, row) => row % 2 == 1 || row >= 200), record =>
            Assert.Equal((true, record.Control), (record.Recovery!.Proactive, record.Recovery.Withheld)));
    }

    [Fact]
    public void AYesToIsTakesPlanAndPromptAwayAtOnce()
    {
        var record = new TestBucket().Cases(new CustomerCase("c0", "1", AsOf.AddDays(-3), "outage")).Offers();
        var now = new DateTimeOffset(AsOf.AddDays(1), new TimeOnly(9, 0), TimeSpan.Zero);
        PromptAnswer Answer(Reply reply, int daysAgo) => new PromptDesk(TestBucket.Telco.Offering).Answer(
            record,
            [
                new OutcomeRecord
                {
                    CustomerId = "c0", OutcomeId = "1", At = now.AddDays(-daysAgo), Offer = "putRight", Group = "putRight",
                    Reply = reply,
                },
            ],
            null, now);

        var done = Answer(Reply.Accepted, 1);
        Assert.Null(done.Recovery);
        Assert.DoesNotContain(done.Prompts, prompt => prompt.Offer == "putRight");
        Assert.Equal("It was put right on 2026-11-21.", done.DoNotOffer.First(offer => offer.Offer == "putRight").Because);
        Assert.Equal("putRight", Answer(Reply.NoAnswer, 1).Prompts[0].Offer);
        // Said before the case, it was another matter.
        Assert.Equal("overdue", Answer(Reply.Accepted, 30).Recovery!.Rule);
    }

    [Fact]
    public void WhatIsPutRightIsSolvedWhateverItsSourceSaysAndWhatCameLaterIsNot()
    {
        CustomerCase Of(int daysAgo, bool voiced) => new("c0", "1", AsOf.AddDays(-daysAgo), "price") { Voiced = voiced };
        RecoveryPlan? Plan(params CustomerCase[] cases) =>
            new TestBucket().Cases(cases).Right("c0", AsOf.AddDays(-2)).Offers().Recovery;

        Assert.Null(Plan(Of(3, voiced: false)));
        Assert.Null(Plan(Of(4, voiced: true), Of(3, voiced: true)));
        Assert.Equal("open", Plan(Of(1, voiced: false))!.Rule);
        Assert.Equal("repeated", Plan(Of(4, voiced: true), Of(1, voiced: true))!.Rule);
        Assert.Null(new TestBucket().Cases(Of(40, voiced: true), Of(35, voiced: true)).Offers().Recovery);
    }

    /// <summary>What was voiced has an hour; a complaint of the day of the yes has a cause and a drop.</summary>
    [Theory]
    [InlineData("outage", 12, true, null)]
    [InlineData("outage", 10, true, "none")]
    [InlineData("speed", 12, true, null)]
    [InlineData("billing", null, true, null)]
    [InlineData("billing", null, false, "none")]
    [InlineData("speed", null, true, "none")]
    public void AYesAnswersWhatWasKnownAndSaidWhenItWasGiven(string cause, int? hour, bool isLaterDrop, string? none)
    {
        var on = AsOf.AddDays(-1);
        var yes = new RightYes(
            new DateTimeOffset(on, new TimeOnly(11, 0), TimeSpan.Zero), isLaterDrop ? on.AddDays(-1) : on, "speed");
        var found = new CustomerCase("c0", "1", on, cause)
        {
            Severity = 3,
            Voiced = hour is not null,
            At = hour is { } at ? new DateTimeOffset(on, new TimeOnly(at, 0), TimeSpan.Zero) : null,
        };
        var record = new TestBucket().Cases(found).Score("churn", 0.4f).Right("c0", yes).Offers();

        Assert.Equal(none is null, record.Recovery is not null);
        Assert.Equal(none is not null, record.Offers.Any(offer => offer.Kind == OfferKind.Sale));
        if (record.Recovery is { } plan)
            AssertIsSaid(record, plan, yes);
    }

    /// <summary>The yes that the night has counted did not answer it, though it is of its day; the next does.</summary>
    private static void AssertIsSaid(OfferRecord record, RecoveryPlan plan, RightYes yes)
    {
        var kept = OfferEntity.Read(OfferEntity.Of(record));
        OutcomeRecord Said(DateTimeOffset at) => new()
        {
            CustomerId = "c0",
            OutcomeId = $"{at:HHmm}",
            At = at,
            Offer = plan.Offer,
            Group = plan.Offer,
            Reply = Reply.Accepted,
        };
        var now = yes.At.AddDays(1);
        var desk = new PromptDesk(TestBucket.Telco.Offering);
        Assert.Equal(plan.Offer, desk.Answer(kept, [Said(yes.At)], null, now).Prompts[0].Offer);
        Assert.Null(desk.Answer(kept, [Said(yes.At), Said(now)], null, now).Recovery);
    }

    [Fact]
    public void AYesKeepsTheCauseThatItWasAboutAndTheRun()
    {
        var record = new TestBucket().Cases(new CustomerCase("c0", "1", AsOf.AddDays(-3), "outage")).Offers();
        var at = new DateTimeOffset(AsOf.AddDays(1), new TimeOnly(9, 0), TimeSpan.Zero);
        OutcomeRecord Said(string offer) =>
            new OutcomeRequest(offer, "accepted").Check(record, TestBucket.Telco, at, "1").Outcome!;

        Assert.Equal(("outage", record.Run.ToString()), (Said("putRight").Cause, Said("putRight").Run));
        Assert.Null(Said("tv").Cause);
    }

    [Fact]
    public void AComplaintOfACauseThatWasOpenWhenTheYesWasGivenIsAnsweredToo()
    {
        var on = AsOf.AddDays(-1);
        CustomerCase Of(int daysAgo, string cause) => new("c0", $"{cause}{daysAgo}", AsOf.AddDays(-daysAgo), cause);
        RecoveryPlan? Plan(params CustomerCase[] cases) => new TestBucket().Cases(cases)
            .Right("c0", new RightYes(new DateTimeOffset(on, new TimeOnly(11, 0), TimeSpan.Zero), on.AddDays(-1), "speed"))
            .Offers().Recovery;

        Assert.Null(Plan(Of(3, "billing"), Of(1, "billing")));
        Assert.Equal("open", Plan(Of(3, "speed"), Of(1, "billing"))!.Rule);
    }

    [Fact]
    public void WhoIsStruckAndSaysYesIsSoldToAgainAndStaysInTheComparison()
    {
        var spreading = TestBucket.Telco with { Outbreaks = [Spreading] };
        TestBucket Struck() => new TestBucket(300).Text("region", "west").Flag("holdsBroadband", true);
        var before = Struck().Decide(spreading);
        Assert.All(before.Offers, record => Assert.Equal("struck", record.ComparedBy));
        var said = Struck();
        foreach (var record in before.Offers.Where(record => !record.Control))
            said.Right(record.CustomerId, AsOf);
        var after = said.Decide(spreading);

        Assert.All(after.Offers.Where(record => !record.Control), record => Assert.Null(record.Recovery));
        Assert.Contains(after.Offers, record => record.Offers.Any(offer => offer.Kind == OfferKind.Sale));
        Assert.All(after.Offers.Where(record => record.Control), record => Assert.True(record.Recovery!.Withheld));
        var digest = RunDigest.Make(said.Scored(), after, spreading);
        Assert.All(digest.Care, care => Assert.True(care.IsRecovering));
    }

    /// <summary>The control group says yes to nothing pro-active: as theirs, what is voiced would still stand.</summary>
    [Fact]
    public void TheRuleThatWouldHoldIsThatWithoutTheYesWhateverElseItSolved()
    {
        var spreading = TestBucket.Telco with { Outbreaks = [Spreading] };
        var open = new CustomerCase("c0", "1", AsOf.AddDays(-1), "billing");
        string? Compared(bool voiced) => new TestBucket().Text("region", "west").Flag("holdsBroadband", true)
            .Cases(open with { Voiced = voiced }).Score("churn", 0.01f).Right("c0", AsOf).Offers(spreading).ComparedBy;

        // Answered whatever the draw: in neither arm, with a yes as without.
        Assert.Null(Compared(voiced: false));
        Assert.Equal("struck", Compared(voiced: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void WhatIsPutRightIsNotOpenedAgainByTheRiskOfWhoSaidSo(int daysSinceYes)
    {
        var solved = new CustomerCase("c0", "1", AsOf.AddDays(-20), "billing") { SolvedOn = AsOf.AddDays(-5) };
        var voiced = new CustomerCase("c0", "2", AsOf.AddDays(-9), "price") { Voiced = true };
        RecoveryPlan? Plan(CustomerCase found, DateOnly? yes)
        {
            var bucket = new TestBucket().Cases(found).Score("churn", 0.4f);
            return (yes is { } on ? bucket.Right("c0", on) : bucket).Offers().Recovery;
        }

        Assert.Equal("afterClosure", Plan(solved, null)!.Rule);
        Assert.Null(Plan(solved, AsOf.AddDays(-daysSinceYes)));
        Assert.Null(Plan(voiced, AsOf.AddDays(-daysSinceYes)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void AComplaintOfNoDayIsTakenForTheSameForAMonthAfterAYes(int? yes, bool isOpen)
    {
        var bucket = new TestBucket().Flag("openComplaint", true);
        var record = (yes is { } days ? bucket.Right("c0", AsOf.AddDays(-days)) : bucket).Offers();

        Assert.Equal(isOpen ? "open" : null, record.Recovery?.Rule);
        Assert.Equal(isOpen, record.Offers.Any(offer => offer.Name == "putRight"));
        // Its source says that it is open: nothing is sold.
        Assert.DoesNotContain(record.Offers, offer => offer.Kind == OfferKind.Sale);
    }

    /// <summary>What comes by another cause moves no follow-up: it stays due.</summary>
    [Theory]
    [InlineData("overdue", "outage", 10, 8)]
    [InlineData("severe", "billing", 4, 4)]
    [InlineData("open", "billing", 4, 4)]
    [InlineData("afterClosure", "billing", 20, 5)]
    [InlineData("voicedAtRisk", "billing", 9, 9)]
    public void WhatIsVoicedLaterMovesNoFollowUp(string rule, string cause, int daysAgo, int sinceAgo)
    {
        var own = new CustomerCase("c0", "1", AsOf.AddDays(-daysAgo), cause)
        {
            Severity = rule == "severe" ? 3 : 1,
            SolvedOn = rule == "afterClosure" ? AsOf.AddDays(-sinceAgo) : null,
            Voiced = rule == "voicedAtRisk",
        };
        var later = new CustomerCase("c0", "2", AsOf, "price") { Voiced = true };
        DateOnly? Since(params CustomerCase[] cases)
        {
            var plan = new TestBucket().Cases(cases).Score("churn", 0.4f).Offers().Recovery!;
            Assert.Equal(rule, plan.Rule);
            return plan.Since;
        }

        Assert.Equal(AsOf.AddDays(-sinceAgo), Since(own));
        Assert.Equal(AsOf.AddDays(-sinceAgo), Since(own, later));
    }

    [Fact]
    public void WhatSpreadsCountsFromItsFirstDayWhateverElseIsVoiced()
    {
        var price = new CustomerCase("c0", "1", AsOf, "price") { Voiced = true };
        var plan = new TestBucket().Text("region", "west").Flag("holdsBroadband", true).Cases(price)
            .Offers(TestBucket.Telco with { Outbreaks = [Spreading] }).Recovery!;

        Assert.Equal(("struck", "speed", Spreading.Since), (plan.Rule, plan.Cause, plan.Since));
    }

    /// <summary>Of whatever value: nothing is sold for two weeks, or until they say yes.</summary>
    [Theory]
    [InlineData(14, false, "voiced")]
    [InlineData(15, false, null)]
    [InlineData(0, true, null)]
    public void WhoVoicedAnythingOfLateIsListenedToBeforeAnythingIsSold(int daysAgo, bool saidYes, string? rule)
    {
        var bucket = new TestBucket().Score("churn", 0.01f).Cases(new[] { "speed", "price", "staff", "billing" }.Select(
            cause => new CustomerCase("c0", cause, AsOf.AddDays(-daysAgo), cause) { Voiced = true }));
        var record = (saidYes ? bucket.Right("c0", AsOf) : bucket).Offers();

        Assert.Equal(rule, record.Recovery?.Rule);
        Assert.Equal(rule is null, record.Offers.Any(offer => offer.Kind == OfferKind.Sale));
    }

    [Fact]
    public void WhatIsRepeatedCountsFromTheSecondTime()
    {
        CustomerCase Of(int daysAgo, string cause) => new("c0", $"{daysAgo}", AsOf.AddDays(-daysAgo), cause) { Voiced = true };
        var plan = new TestBucket().Cases(Of(9, "price"), Of(6, "price"), Of(2, "price"), Of(1, "speed")).Offers().Recovery!;

        Assert.Equal(("repeated", AsOf.AddDays(-6)), (plan.Rule, plan.Since));
    }

    /// <summary>
    /// A case that is open has a day of its own; one that is solved is not what the customer's record knows to be open.
    /// </summary>
    [Theory]
    [InlineData(null, null, null, 0)]
    [InlineData("open", null, null, 9)]
    [InlineData("afterClosure", null, null, 0)]
    [InlineData("open", 3, null, 3)]
    [InlineData(null, 60, 50, 0)]
    [InlineData("open", 60, 50, 9)]
    public void AComplaintOfNoDayCountsFromWhenItWasFirstSeen(string? before, int? told, int? solved, int daysAgo)
    {
        var bucket = new TestBucket().Flag("openComplaint", true).Score("churn", 0.01f);
        if (before is not null)
            bucket.Recovering("c0", before, AsOf.AddDays(-9));
        if (told is { } days)
            bucket.Cases(new CustomerCase("c0", "1", AsOf.AddDays(-days), "billing")
            {
                SolvedOn = solved is { } ago ? AsOf.AddDays(-ago) : null,
            });

        var plan = bucket.Offers().Recovery!;

        Assert.Equal(("open", AsOf.AddDays(-daysAgo), AsOf.AddDays(5 - daysAgo)), (plan.Rule, plan.Since, plan.FollowUpOn));
    }

    [Fact]
    public void OfOneCauseOnOneDayIsOneCaseHoweverOftenItIsRecorded()
    {
        CustomerCase Of(string id, string cause, string? product = null) =>
            new("c0", id, AsOf, cause) { Voiced = true, Product = product };

        var once = CustomerCase.OnceADay([Of("1", "price"), Of("2", "price", "tv"), Of("3", "speed")]);

        Assert.Equal([("2", "tv"), ("3", null)], once.Select(found => (found.Id, found.Product)));
        // As of when it was voiced last: a yes in between does not answer it.
        var noon = new DateTimeOffset(AsOf, new TimeOnly(12, 0), TimeSpan.Zero);
        Assert.Equal(noon, CustomerCase.OnceADay(
            [Of("1", "price") with { At = noon }, Of("2", "price", "tv") with { At = noon.AddHours(-2) }]).Single().At);
    }

    [Fact]
    public void AnAgentSeesThePlanUnlessItIsWithheld()
    {
        var decided = new TestBucket(300).Text("region", "west").Flag("holdsBroadband", true)
            .Decide(TestBucket.Telco with { Outbreaks = [Spreading] });
        var desk = new PromptDesk(TestBucket.Telco.Offering);
        foreach (var record in decided.Offers)
            Assert.Equal(
                record.Control ? null : "struck",
                desk.Answer(record, [], null, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)).Recovery?.Rule);
    }

    [Fact]
    public void ARecordWithAPlanSurvivesItsTable()
    {
        var record = new TestBucket().Cases(new CustomerCase("c0", "1", AsOf, "staff")).Offers();

        Assert.NotNull(record.Recovery);
        Assert.Equal(record.Recovery, OfferEntity.Read(OfferEntity.Of(record)).Recovery);
    }

    [Fact]
    public void WhoHasLeftIsNotRecovered() =>
        Assert.Null(
            new TestBucket().Cases(new CustomerCase("c0", "1", AsOf.AddDays(-9), "outage")).Text("status", "left").Offers()
                .Recovery);
}
