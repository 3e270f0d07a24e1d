using ReapFunctions.Offers;
using ReapFunctions.Offers.Groups;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Proof;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Scorecards.Groups;

/// <summary>A customer whose numbers are planted.</summary>
internal sealed record Planted(
    string Id, string? Segment, ValueBand Band, double Value, double CostToServe = 0, bool Active = true, int Products = 1);

/// <summary>A night of planted customers under a plan by group.</summary>
internal sealed class PlantedNight(RunId run, GroupPlanOptions? plan, params IReadOnlyList<Planted> customers)
{
    public static readonly RunId First = new(new DateOnly(2026, 11, 20), 1);

    public static readonly RunId Second = TestBucket.Run;

    public ScorecardPart Part(Range rows) =>
        ScorecardPart.Sum(
            new Decisions(Decisions.Values[rows], Decisions.Risks[rows], Decisions.Offers[rows]), Config);

    public Scorecard Scorecard(params IEnumerable<ScorecardPart> parts) =>
        ReapFunctions.Scorecards.Scorecard.Merge(
            run, "EUR", parts.DefaultIfEmpty(Part(..)), new ScorecardOptions { GroupPlan = plan });

    public RunDigest Digest() => RunDigest.Make(Bucket.Scored(), Decisions, Config);

    public RunComparison To(PlantedNight later) =>
        RunComparison.Between($"{First}", $"{Second}", [Digest()], [later.Digest()], "churn");

    private DecisionOptions Config => TestBucket.Telco with { GroupPlan = plan };

    private TestBucket Bucket => new TestBucket(customers.Count)
        .Text("customerId", [.. customers.Select(customer => customer.Id)]);

    private Decisions Decisions
    {
        get
        {
            var made = Bucket.Decide(Config);
            var values = made.Values.Zip(customers, (value, customer) => value with
            {
                Segment = customer.Segment,
                Band = customer.Band,
                Current = customer.Value,
                CostToServe = customer.CostToServe,
                Active = customer.Active,
                Products = customer.Products,
            });
            return new Decisions([.. values], made.Risks, made.Offers);
        }
    }
}
