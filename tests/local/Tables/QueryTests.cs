using Azure.Data.Tables;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    [Fact]
    public async Task AllEntitiesComeInTheOrderOfTheirKeys()
    {
        foreach (var key in new[] { "b", "a", "c" })
            await Table.AddEntityAsync(new TableEntity("p", key));

        var read = await Table.QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal(["a", "b", "c"], read.Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task PagesContinueWhereTheOneBeforeEnded()
    {
        await AddAsync(25);

        var pages = await Table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().ToListAsync();
        var rest = await Table.QueryAsync<TableEntity>().AsPages(pages[0].ContinuationToken).ToListAsync();

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(Enumerable.Range(10, 15).Select(i => $"{i:D5}"), rest.SelectMany(page => page.Values).Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task MoreThanOnePageIsReadToTheEnd()
    {
        await AddAsync(1_100);

        Assert.Equal(1_100, await Table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task AnEmptyTableHasOneEmptyPage()
    {
        var pages = await Table.QueryAsync<TableEntity>().AsPages().ToListAsync();

        Assert.Empty(Assert.Single(pages).Values);
    }

    [Fact]
    public async Task FiltersCompareEveryType()
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(5);
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Int"] = 5, ["Long"] = 5L, ["Double"] = 5.5, ["Time"] = time, ["Flag"] = true, ["Id"] = id });

        foreach (var filter in new FormattableString[] { $"Int eq {5}", $"Long gt {4L}", $"Double le {5.5}", $"Time eq {time}", $"Flag eq {true}", $"Id eq {id}" })
            Assert.Equal(1, await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter)).CountAsync());
        foreach (var filter in new FormattableString[] { $"Int eq {6}", $"Long lt {4L}", $"Double gt {5.5}", $"Time lt {time}", $"Flag eq {false}", $"Id eq {Guid.Empty}" })
            Assert.Equal(0, await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter)).CountAsync());
    }

    [Fact]
    public async Task EntityClassesAreReadFromAPageWithSelectedProperties()
    {
        await Table.AddEntityAsync(new Invoice { Text = "t", Amount = 2, Number = 3 });

        var read = Assert.Single(await Table.QueryAsync<Invoice>(select: ["Amount", "Number"]).ToListAsync());

        Assert.Equal((null, 2.0, 3L), (read.Text, read.Amount, read.Number));
    }

    [Fact]
    public async Task ACancelledEnumerationStops()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Table.QueryAsync<TableEntity>().ToListAsync(cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Table.QueryAsync<TableEntity>(cancellationToken: cancelled.Token).ToListAsync());
    }

    [Fact]
    public async Task TablesAreFoundByName()
    {
        var prefix = UniqueName();
        foreach (var number in Enumerable.Range(0, 3))
            await Service.CreateTableAsync($"{prefix}{number}");
        var (from, to) = ($"{prefix}1", $"{prefix}~");

        FormattableString filter = $"TableName ge {from} and TableName lt {to}";
        var found = await Service.QueryAsync(filter).Select(table => table.Name).ToListAsync();
        var paged = await Service.QueryAsync(TableServiceClient.CreateQueryFilter(filter), maxPerPage: 1).AsPages().ToListAsync();

        Assert.Equal([$"{prefix}1", $"{prefix}2"], found.Order());
        Assert.Equal(2, paged.Sum(page => page.Values.Count));
        foreach (var number in Enumerable.Range(0, 3))
            await Service.DeleteTableAsync($"{prefix}{number}");
    }

    private async Task AddAsync(int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await Table.SubmitTransactionAsync(chunk.Select(i =>
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D5}"))));
        }
    }
}
