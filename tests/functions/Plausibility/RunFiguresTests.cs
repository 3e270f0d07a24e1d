using System.Text.Json;
using ReapFunctions.Offers;
using ReapFunctions.Plausibility;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Plausibility;

public class RunFiguresTests
{
    [Fact]
    public void FiguresCountCustomersBandsDecilesAndPropensities()
    {
        var figures = Of(Bucket(4).Text("status", "active", "active", "active", "left").Score("churn", 0.5f, 0.1f, 0.01f, 0.5f));

        Assert.Equal((4, 3), (figures.Customers, figures.Active));
        Assert.Equal(3, figures.Deciles.Values.Sum());
        Assert.Equal(new Dictionary<string, long> { ["high"] = 1, ["low"] = 1, ["medium"] = 1 }, figures.RiskBands);
        Assert.Equal(2, figures.Propensities["churn"][32]);
        Assert.Equal(4, figures.Propensities["churn"].Sum());
        Assert.True(figures.AbsoluteValue >= Math.Abs(figures.Value));
    }

    [Fact]
    public void WithoutAModelNoBandIsCounted()
    {
        var figures = Of(Bucket(3).WithoutModel("churn"));
        Assert.Empty(figures.RiskBands);
        Assert.DoesNotContain("churn", figures.Propensities.Keys);
    }

    [Fact]
    public void PartsAddUpInAnyOrderAndFromNothing()
    {
        var (one, other) = (Of(Bucket(2).Score("churn", 0.5f, 0.1f)), Of(Bucket(3).Number("revenue12m", 100, 900, 200)));
        Assert.Equal(Json(one + other), Json(other + one));
        Assert.Equal(Json(one), Json(new RunFigures() + one));
        Assert.Equal(5, (one + other).Customers);
        Assert.Equal(Json(one), Json(JsonSerializer.Deserialize<RunFigures>(Json(one), ConfigJson.Options)!));
    }

    private static TestBucket Bucket(int rows) => new(rows);

    private static RunFigures Of(TestBucket bucket) =>
        RunFigures.Sum(bucket.Scored(), Decisions.Make(bucket.Scored(), TestBucket.Telco, TestBucket.Cuts));

    private static string Json(RunFigures figures) => JsonSerializer.Serialize(figures, ConfigJson.Options);
}
