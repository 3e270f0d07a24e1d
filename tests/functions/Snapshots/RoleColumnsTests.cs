using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Snapshots;

public class RoleColumnsTests
{
    private static readonly Snapshot Customers = new(
        [SnapshotColumn.OfNumbers("care", ColumnKind.Flag, [1, 0, double.NaN])], 3);

    private static readonly Roles Roles = new() { CustomerId = "id" };

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, true)]
    public void WhoIsNotToBeSoldToIsNotSoldToWhileThatIsMissing(bool? missingCounts, bool isMissingStopped, bool isLackingStopped)
    {
        var columns = new RoleColumns(Customers, Roles);

        Assert.Equal([true, false, isMissingStopped], columns.Stops(new FieldIs("care", ["true"], missingCounts)));
        // The file lacks the column.
        Assert.All(
            columns.Stops(new FieldIs("gone", ["true"], missingCounts)), stops => Assert.Equal(isLackingStopped, stops));
        Assert.Equal([false, false, false], columns.Stops(null));
    }

    [Fact]
    public void WhatIsMissingCountsForNothingElseUnlessTheContractSaysSo()
    {
        var columns = new RoleColumns(Customers, Roles);

        Assert.Equal([true, false, false], columns.Flags(new FieldIs("care", ["true"])));
        Assert.Equal([true, false, true], columns.Flags(new FieldIs("care", ["true"], MissingCounts: true)));
    }
}
