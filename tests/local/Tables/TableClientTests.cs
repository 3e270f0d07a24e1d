using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TableClientTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    [Fact]
    public async Task AddingTwiceIsAConflict()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode! == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task MergeKeepsWhatIsNotNamedAndReplaceDoesNot()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });

        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 });
        TableEntity merged = await Table.GetEntityAsync<TableEntity>("p", "r");
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, TableUpdateMode.Replace);
        TableEntity replaced = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal((2, 1), (merged["A"], merged["B"]));
        Assert.Equal((3, null), (replaced["A"], replaced["B"]));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task AnUpdateOfAnotherVersionIsRefused(TableUpdateMode mode)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        TableEntity mine = await Table.GetEntityAsync<TableEntity>("p", "r");
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, mine.ETag, mode);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(mine, mine.ETag, mode));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value["A"]);
    }

    [Fact]
    public async Task TheAnswerToAWriteHoldsTheNewVersion()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));
        var updated = await Table.UpdateEntityAsync(new TableEntity("p", "r"), added.Headers.ETag!.Value);

        var read = await Table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(204, updated.Status);
        Assert.Equal(updated.Headers.ETag, read.Value.ETag);
    }

    [Fact]
    public async Task AnyVersionIsUpdatedWhenAllMatch()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, ETag.All);

        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value["A"]);
    }

    [Fact]
    public async Task AnUpdateWithoutAnETagIsRefusedBeforeItIsSent() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public async Task AnUpdateOfAMissingEntityIsNotFound()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public async Task GettingAMissingEntityThrowsOrHasNoValueAsAsked()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "r"));
        var missing = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal(404, failure.Status);
        Assert.False(missing.HasValue);
        Assert.Equal(404, missing.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => missing.Value);
    }

    [Fact]
    public async Task GettingIfExistsHasTheEntityThatExists()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var found = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.True(found.HasValue);
        Assert.Equal(1, found.Value!["A"]);
    }

    [Fact]
    public async Task AMissingTableIsSaid()
    {
        var table = Service.GetTableClient(UniqueName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task SelectLeavesTheRestOut()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r", select: ["A"]);

        Assert.Equal((1, null), (read["A"], read["B"]));
    }

    [Fact]
    public async Task DeletingIsUnconditionalByDefaultAndMissingIsNoError()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));

        var first = await Table.DeleteEntityAsync("p", "r");
        var second = await Table.DeleteEntityAsync(new TableEntity("p", "r"));

        Assert.Equal((204, 404), (first.Status, second.Status));
    }

    [Fact]
    public async Task DeletingAnotherVersionIsRefused()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", "r", added.Headers.ETag!.Value));

        Assert.Equal(412, failure.Status);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("''")]
    [InlineData("a b+c&d=e")]
    [InlineData("100%")]
    [InlineData("%27%2F")]
    [InlineData("Zoë 数 😀")]
    [InlineData("..")]
    [InlineData("a,b)c(d")]
    [InlineData("~!@$^*[]{}|;:\"<>.`_-")]
    [InlineData("")]
    public async Task AnyKeyIsFoundAgain(string key)
    {
        await Table.UpsertEntityAsync(new TableEntity(key, key) { ["A"] = key });
        await Table.UpdateEntityAsync(new TableEntity(key, key) { ["B"] = key }, ETag.All);

        TableEntity read = await Table.GetEntityAsync<TableEntity>(key, key);
        var queried = await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key} and A eq {key}")).ToListAsync();
        await Table.DeleteEntityAsync(key, key);

        Assert.Equal((key, key, key, key), (read.PartitionKey, read.RowKey, read["A"], read["B"]));
        Assert.Single(queried);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>(key, key)).HasValue);
    }

    [Fact]
    public async Task KeysMustNotBeNull()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync(new TableEntity()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.UpsertEntityAsync(new TableEntity("p", null!)));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.DeleteEntityAsync("p", null!));
    }

    [Fact]
    public async Task CreatingTwiceIsAConflictUnlessItMayExist()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.CreateAsync());
        var existing = await Table.CreateIfNotExistsAsync();

        Assert.Equal((409, "TableAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal((409, Table.Name), (existing.GetRawResponse().Status, existing.Value.Name));
    }

    [Fact]
    public async Task DeletingAMissingTableIsNoError()
    {
        var response = await Service.DeleteTableAsync(UniqueName());

        Assert.Equal(404, response.Status);
    }

    [Fact]
    public void NamesAndAddressesAreKnownWithoutAsking()
    {
        Assert.Equal("devstoreaccount1", Table.AccountName);
        Assert.Equal($"{Service.Uri}/{Table.Name}", Table.Uri.ToString());
        Assert.Equal("shop", new TableServiceClient("AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.windows.net").AccountName);
    }
}
