using Azure.Data.Tables;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Storage;

public sealed class CustomerEntityTests
{
    private static readonly ValueRecord Record = new()
    {
        CustomerId = "a/b",
        Run = RunId.Parse("2026-11-21.2"),
        Active = true,
        Revenue = 12,
        Band = ValueBand.High,
        CostBy = [new("calls", 1.5)],
    };

    [Fact]
    public void ValuesStandAsTheTableShowsThem()
    {
        var entity = CustomerEntity.Of(Record);

        Assert.Equal("a/b", entity["CustomerId"]);
        Assert.Equal("2026-11-21.2", entity["Run"]);
        Assert.Equal("high", entity["Band"]);
        Assert.Equal(12d, entity["Revenue"]);
        Assert.Equal("[{\"name\":\"calls\",\"value\":1.5}]", entity["CostBy"]);
    }

    [Theory]
    [InlineData("Segment")]
    [InlineData("Lifetime")]
    [InlineData("Drivers")]
    public void NullsAndEmptyListsTakeNoRoom(string name) => Assert.False(CustomerEntity.Of(Record).ContainsKey(name));

    [Fact]
    public void ARecordWithoutWhatEveryOneHasIsDamaged()
    {
        var entity = new TableEntity("p", "r") { ["CustomerId"] = "a" };

        var fault = Assert.Throws<InvalidDataException>(() => CustomerEntity.Read<ValueRecord>(entity));

        Assert.Contains("ValueRecord has no 'Run'", fault.Message);
    }

    [Fact]
    public void ADateStandsAsItsText()
    {
        var entity = CustomerEntity.Of(new OutcomeRecord
        {
            CustomerId = "a",
            OutcomeId = "1",
            At = DateTimeOffset.UnixEpoch,
            Offer = "o",
            Group = "g",
            Reply = Reply.NoAnswer,
            Until = new DateOnly(2026, 12, 1),
        });

        Assert.Equal("2026-12-01", entity["Until"]);
        Assert.Equal("noAnswer", entity["Reply"]);
        Assert.Equal(new DateOnly(2026, 12, 1), CustomerEntity.Read<OutcomeRecord>(entity).Until);
    }
}
