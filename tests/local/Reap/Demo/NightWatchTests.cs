using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Demo;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class NightWatchTests
{
    private const string Blob = "customers/2026-11-21/customers.csv";
    private static readonly DateOnly Date = new(2026, 11, 21);

    [Fact]
    public void ANightIsThereOnceItsRunIsPublishedAndCurrent()
    {
        var night = NightWatch.Published(Answer("2026-11-21.1", "published"), Date, Blob);

        Assert.NotNull(night);
        Assert.Equal("2026-11-21.1", night.Run);
        Assert.Equal(95, night.Customers);
        Assert.Equal(100, Assert.Single(night.Receipts).Read);
    }

    [Theory]
    [InlineData("2026-11-21.1", "scoring")]
    [InlineData("2026-11-20.1", "published")]
    public void ANightIsAwaitedUntilThen(string current, string state) =>
        Assert.Null(NightWatch.Published(Answer(current, state), Date, Blob));

    [Fact]
    public void ARunThatFailedFailsTheNightWithItsReason()
    {
        var fault = Assert.Throws<NightException>(() => NightWatch.Published(Answer("2026-11-20.1", "failed"), Date, Blob));

        Assert.Contains("2026-11-21.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("The totals differ.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedExtractFailsTheNight() =>
        Assert.Throws<NightException>(() => NightWatch.Published(Answer("2026-11-20.1", "scoring", receipt: "refused"), Date, Blob));

    [Fact]
    public void ARefusedExtractOfAnotherNightDoesNot() =>
        Assert.NotNull(NightWatch.Published(Answer("2026-11-21.1", "published", other: "refused"), Date, Blob));

    private static JsonNode Answer(string current, string state, string receipt = "clean", string other = "clean") => JsonNode.Parse($$"""
        {
          "current": "{{current}}",
          "runs": [ { "run": "2026-11-21.1", "state": "{{state}}", "customers": 95, "failure": "The totals differ." } ],
          "receipts": [
            { "source": "customers", "blob": "{{Blob}}", "status": "{{receipt}}", "read": 100, "accepted": 90, "repaired": 5, "rejected": 5 },
            { "source": "customers", "blob": "customers/2026-11-20/customers.csv", "status": "{{other}}", "read": 0 }
          ]
        }
        """)!;
}
