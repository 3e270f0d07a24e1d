using Azure.Data.Tables;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TableEntityTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero).AddTicks(7654321);

    [Fact]
    public async Task EveryTypeComesBackAsItWasWritten()
    {
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "x",
            ["Flag"] = true,
            ["Int"] = 7,
            ["Long"] = 7L,
            ["Double"] = 7.0,
            ["Nan"] = double.NaN,
            ["Guid"] = id,
            ["Offset"] = Time,
            ["DateTime"] = Time.UtcDateTime,
            ["Bytes"] = new byte[] { 1, 2 },
            ["Data"] = new BinaryData([3]),
            ["Null"] = null,
        });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("x", read.GetString("Text"));
        Assert.True(read.GetBoolean("Flag"));
        Assert.Equal(7, read.GetInt32("Int"));
        Assert.Equal(7L, read.GetInt64("Long"));
        Assert.Equal(7.0, read.GetDouble("Double"));
        Assert.Equal(double.NaN, read.GetDouble("Nan"));
        Assert.Equal(id, read.GetGuid("Guid"));
        Assert.Equal(Time, read.GetDateTimeOffset("Offset"));
        Assert.Equal(Time.UtcDateTime, read.GetDateTime("DateTime"));
        Assert.Equal([1, 2], read.GetBinary("Bytes")!);
        Assert.Equal([3], read.GetBinaryData("Data")!.ToArray());
        Assert.False(read.ContainsKey("Null"));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal("p", read["PartitionKey"]);
    }

    [Fact]
    public async Task WhatWasReadCanBeWrittenBack()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Double"] = 2.0, ["Long"] = 3L, ["Time"] = Time });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");
        read["Double"] = 5;
        await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace);
        TableEntity again = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(5.0, again.GetDouble("Double"));
        Assert.Equal(3L, again.GetInt64("Long"));
        Assert.Equal(Time, again.GetDateTimeOffset("Time"));
    }

    [Fact]
    public void AGetterOfAnotherTypeSaysBothTypes()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TableEntity { ["A"] = "text" }.GetInt64("A"));

        Assert.Equal("Cannot return System.Int64 type for a System.String typed property.", failure.Message);
    }

    [Fact]
    public void AMissingPropertyIsNull()
    {
        var entity = new TableEntity();

        Assert.Null(entity["A"]);
        Assert.Null(entity.GetDouble("A"));
        Assert.Equal(default, entity.ETag);
    }

    [Fact]
    public void AnIntAssignedToADoubleOrLongTakesItsType()
    {
        var entity = new TableEntity { ["Double"] = 1.5, ["Long"] = 1L, ["Text"] = "x" };

        entity["Double"] = 2;
        entity["Long"] = 2;
        entity["Text"] = 2;

        Assert.Equal(2.0, entity["Double"]);
        Assert.Equal(2L, entity["Long"]);
        Assert.Equal(2, entity["Text"]);
    }

    [Fact]
    public void TheDictionaryIsACopy()
    {
        var values = new Dictionary<string, object> { ["A"] = 1 };
        var entity = new TableEntity(values);

        values["A"] = 2;

        Assert.Equal(1, entity["A"]);
    }

    [Fact]
    public async Task AnEnumIsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new TableEntity("p", "r") { ["Band"] = Band.High }));
}
