using ReapFunctions.Enquiries;
using ReapFunctions.Offers;
using ReapFunctions.Scorecards.Prospects;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Enquiries;

/// <summary>A control group of enquiries proves what following up brings.</summary>
public class FollowUpProofTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static IReadOnlyList<EnquiryEntry> Price(IReadOnlyList<Enquiry> asked, double share, params string[] customers)
    {
        DecisionOptions config = TestBucket.Telco with
        {
            Value = TestBucket.Telco.Value with { Enquiries = new EnquiryOptions { Rate = 0.1, ControlShare = share } },
        };
        return EnquiryPricing.Price(
            asked, customers.ToDictionary(id => id, id => new RecognisedCustomer($"of {id}", 40)),
            [.. asked.Select(_ => new LikenessScore(null, 600, []))], config, 180, AsOf);
    }

    private static Enquiry Asked(int number, bool won = false) => new(
        $"E{number}", AsOf.AddDays(-10), "web", null, won ? $"C{number}" : null, won ? AsOf.AddDays(-2) : null, ["call"], []);

    private static FollowUpProof Proof(IEnumerable<EnquiryEntry> entries, double share) => FollowUpProof.Of(
        entries.Where(entry => entry.IsCompared).Select(entry => (entry.Rule is not null, entry.Won)), share)!;

    [Fact]
    public void TheShareIsDrawnForGoodAndKeptOffTheList()
    {
        Enquiry[] asked = [.. Enumerable.Range(0, 4_000).Select(number => Asked(number))];
        var entries = Price(asked, 0.2);
        var control = entries.Where(entry => entry.Rule == EnquiryEntry.Control).ToArray();

        Assert.InRange(control.Length, 700, 900);
        Assert.All(control, entry => Assert.Equal(EnquiryState.LeftOut, entry.StateOn(AsOf)));
        Assert.Equal(
            control.Select(entry => entry.Id).Order(),
            Price([.. asked.Reverse()], 0.2).Where(entry => entry.Rule == EnquiryEntry.Control).Select(entry => entry.Id)
                .Order());
        Assert.All(Price(asked, 0), entry => Assert.Null(entry.Rule));
        Assert.Null(FollowUpProof.Of([(false, true)], 0));
    }

    [Fact]
    public void WhatFollowingUpBringsIsTheDifferenceOfWhoWasWonWithItsInterval()
    {
        var drawn = Price([.. Enumerable.Range(0, 4_000).Select(number => Asked(number))], 0.2)
            .Select(entry => entry.Rule == EnquiryEntry.Control).ToArray();
        // One of five of those to follow up is won, one of twenty by themselves.
        var entries = Price(
            [.. drawn.Select((isControl, number) => Asked(number, number % (isControl ? 20 : 5) == 0))], 0.2);
        var proof = Proof(entries, 0.2);

        Assert.Equal(drawn.Count(isControl => !isControl), proof.Treated);
        Assert.Equal(drawn.Count(isControl => isControl), proof.Control);
        Assert.InRange(proof.Difference!.Estimate, 0.12, 0.18);
        Assert.True(proof.Difference.Low > 0 && proof.Difference.High < 0.2);
        Assert.False(proof.SampleRatio.Mismatch);
        Assert.True(FollowUpProof.Of(Enumerable.Repeat((false, false), 1_000), 0.2)!.SampleRatio.Mismatch);
        Assert.Null(FollowUpProof.Of(Enumerable.Repeat((false, false), 1_000), 0.2)!.Difference);
    }

    /// <summary>Neither arm has who could not be followed up, or was a customer before.</summary>
    [Fact]
    public void WhoWouldNotHaveBeenFollowedUpIsInNeither()
    {
        var entries = Price(
            [
                .. Enumerable.Range(0, 100).Select(number => Asked(number) with { Channels = [] }),
                .. Enumerable.Range(100, 100).Select(number => Asked(number) with { AskedOn = AsOf.AddDays(3) }),
                .. Enumerable.Range(200, 100).Select(number => Asked(number)),
            ],
            0.5, [.. Enumerable.Range(200, 100).Select(number => $"E{number}")]);

        Assert.Equal((0L, 0L), (Proof(entries, 0.5).Treated, Proof(entries, 0.5).Control));
    }

    /// <summary>The chance on which following up is priced is of who is followed up.</summary>
    [Fact]
    public void TheControlGroupTeachesNothingOfFollowingUp()
    {
        Enquiry[] asked = [.. Enumerable.Range(0, 2_000).Select(number => Asked(number))];
        var drawn = Price(asked, 0.3).Select(entry => entry.Rule == EnquiryEntry.Control).ToArray();
        double Chance(bool controlWon)
        {
            var entries = Price([.. asked.Select((_, number) => Asked(number, controlWon && drawn[number]))], 0.3);
            return entries.First(entry => entry.Rule is null).Chance;
        }

        Assert.Equal(Chance(false), Chance(true));
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("0.6")]
    public void AShareThatCannotBeIsAFault(string share)
    {
        var fault = Assert.Throws<ConfigException>(() => TestBucket.Config("", TestBucket.Edit(
            "value.json", "\"halfDays\": 7 }", $"\"halfDays\": 7, \"controlShare\": {share} }}"))).Faults;

        Assert.Contains(fault, found => found.Path == "$.enquiries.controlShare");
    }
}
