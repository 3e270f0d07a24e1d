using Azure;
using Azure.Data.Tables;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class EntityClassTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 22, 23, 59, 59, TimeSpan.FromHours(2)).AddTicks(1234567);

    [Fact]
    public async Task EveryTypeComesBackAsItWasWritten()
    {
        var written = new Invoice
        {
            Text = "Zoë 'quoted' \"twice\" \u0001\u2028 <&> 数",
            Paid = true,
            Lines = int.MinValue,
            Number = long.MaxValue,
            Amount = 0.1 + 0.2,
            Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            IssuedAt = Time,
            DueAt = Time.UtcDateTime,
            Scan = [0, 1, 254, 255],
            Seal = new BinaryData("wax"),
            Band = Band.High,
            MaybePaid = false,
            MaybeLines = -1,
            MaybeNumber = long.MinValue,
            MaybeAmount = -1e300,
            MaybeId = Guid.Empty,
            MaybeIssuedAt = Time,
            MaybeDueAt = Time.UtcDateTime,
            MaybeBand = Band.Low,
            Customer = "renamed",
        };
        await Table.AddEntityAsync(written);

        Invoice read = await Table.GetEntityAsync<Invoice>("p", "r");

        Assert.Equal(written.Scan, read.Scan);
        Assert.Equal("wax", read.Seal!.ToString());
        Assert.Equal(DateTimeKind.Utc, read.DueAt.Kind);
        Assert.Equal(TimeSpan.Zero, read.IssuedAt.Offset);
        Assert.NotNull(read.Timestamp);
        Assert.NotEqual(default, read.ETag);
        Assert.Equal(written, read with { Scan = written.Scan, Seal = written.Seal, Timestamp = null, ETag = default });
    }

    [Fact]
    public async Task NullPropertiesAreNotStored()
    {
        await Table.AddEntityAsync(new Invoice());

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.DoesNotContain(nameof(Invoice.Text), read.Keys);
        Assert.DoesNotContain(nameof(Invoice.MaybeNumber), read.Keys);
        Assert.DoesNotContain(nameof(Invoice.Secret), read.Keys);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(3e10)]
    [InlineData(1e21)]
    [InlineData(1e-7)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task ADoubleStaysADouble(double amount)
    {
        await Table.AddEntityAsync(new Invoice { Amount = amount });

        Invoice read = await Table.GetEntityAsync<Invoice>("p", "r");
        TableEntity dynamic = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(amount, read.Amount);
        Assert.Equal(amount, dynamic.GetDouble(nameof(Invoice.Amount)));
    }

    [Fact]
    public async Task MembersAreRenamedAndEnumsStoredByName()
    {
        await Table.AddEntityAsync(new Invoice { Customer = "c", Band = Band.High });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("c", read["customer"]);
        Assert.Equal("High", read[nameof(Invoice.Band)]);
    }

    [Fact]
    public async Task AnInterfaceImplementedExplicitlyIsServedToo()
    {
        await Table.AddEntityAsync(new Hidden("p", "r") { Note = "seen" });

        Hidden read = await Table.GetEntityAsync<Hidden>("p", "r");

        Assert.Equal("seen", read.Note);
        Assert.Equal("r", ((ITableEntity)read).RowKey);
        Assert.NotEqual(default, ((ITableEntity)read).ETag);
    }

    [Fact]
    public async Task PropertiesThatTheClassDoesNotHaveArePassedOver()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Unknown"] = 5L, ["Text"] = "known" });

        Invoice read = await Table.GetEntityAsync<Invoice>("p", "r");

        Assert.Equal("known", read.Text);
    }

    [Fact]
    public async Task AStoredTypeThatDoesNotFitIsSaidByName()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Lines"] = "many" });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Table.GetEntityAsync<Invoice>("p", "r"));

        Assert.Contains("Property Lines", failure.Message);
    }

    [Fact]
    public async Task ATypeThatTablesCannotHoldIsRefused()
    {
        var failure = await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new Priced()));

        Assert.Contains("Priced.Price has the type System.Decimal", failure.Message);
    }

    [Fact]
    public async Task ADateTimeThatIsNotUtcIsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            Table.AddEntityAsync(new Invoice { DueAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }));

    public sealed class Hidden : ITableEntity
    {
        private string _partitionKey = "", _rowKey = "";

        public Hidden()
        {
        }

        public Hidden(string partitionKey, string rowKey) => (_partitionKey, _rowKey) = (partitionKey, rowKey);

        public string? Note { get; set; }

        string ITableEntity.PartitionKey
        {
            get => _partitionKey;
            set => _partitionKey = value;
        }

        string ITableEntity.RowKey
        {
            get => _rowKey;
            set => _rowKey = value;
        }

        DateTimeOffset? ITableEntity.Timestamp { get; set; }

        ETag ITableEntity.ETag { get; set; }
    }

    public sealed class Priced : ITableEntity
    {
        public string PartitionKey { get; set; } = "p";
        public string RowKey { get; set; } = "r";
        public DateTimeOffset? Timestamp { get; set; }
        public ETag ETag { get; set; }
        public decimal Price { get; set; }
    }
}
