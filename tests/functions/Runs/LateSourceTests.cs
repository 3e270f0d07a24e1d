using ReapFunctions.Contracts;
using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Runs;

public sealed class LateSourceTests
{
    private static readonly DateOnly Before = new(2026, 11, 20);
    private static readonly DateOnly Date = new(2026, 11, 21);

    [Theory]
    [InlineData("2026-11-22T04:59:59Z", false)]
    [InlineData("2026-11-22T05:00:00Z", true)]
    [InlineData("2026-11-22T23:45:00Z", true)]
    public void ASourceIsLateFromItsDeadlineOnTheDayAfterItsDate(string now, bool isLate)
    {
        var late = LateSource.Find([Contract("05:00")], [Extract(Before)], DateTimeOffset.Parse(now));

        Assert.Equal(isLate ? [new LateSource("invoices", Date, DateTimeOffset.Parse("2026-11-22T05:00:00Z"))] : [], late);
    }

    [Fact]
    public void WhatHasArrivedIsNotLate() =>
        Assert.Empty(
            LateSource.Find([Contract("05:00")], [Extract(Before), Extract(Date)], DateTimeOffset.Parse("2026-11-22T06:00:00Z")));

    [Fact]
    public void ASourceThatHasNotBegunIsNotLate() =>
        Assert.Empty(
            LateSource.Find(
            [Contract("05:00")], [Extract(Date) with { Source = "other" }], DateTimeOffset.Parse("2026-11-22T06:00:00Z")));

    [Fact]
    public void NobodyWaitsForASourceWithoutADeadline() =>
        Assert.Empty(LateSource.Find([Contract(null)], [Extract(Before)], DateTimeOffset.Parse("2026-11-22T06:00:00Z")));

    private static DropExtract Extract(DateOnly date) => new()
    {
        Source = "invoices",
        Date = date,
        Folder = "",
        Sha256 = "",
        UploadedAt = DateTimeOffset.UnixEpoch,
        RowsByBucket = [1],
    };

    private static Contract Contract(string? deadline) => ReapFunctions.Contracts.Contract.Read("invoices.json", $$"""
        { "source": "invoices", "schema": { "fields": [ { "name": "customer" } ] },
          "reap": { "customerId": "customer", "deadline": {{(deadline is null ? "null" : $"\"{deadline}\"")}} } }
        """);
}
