using Azure;
using Azure.Data.Tables;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    [Fact]
    public async Task EveryActionIsCarriedOutAndAnsweredInOrder()
    {
        foreach (var key in new[] { "merge", "replace", "delete", "upsert" })
            await Table.AddEntityAsync(new TableEntity("p", key) { ["A"] = 1, ["B"] = 1 });

        var answers = await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["A"] = 2 }),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["A"] = 2 }, ETag.All),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
            new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsert") { ["A"] = 2 }),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "new") { ["A"] = 2 }),
        ]);
        var read = await Table.QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal(6, answers.Value.Count);
        Assert.All(answers.Value, answer => Assert.Equal(204, answer.Status));
        Assert.Equal(
            ["add 2 ", "merge 2 1", "new 2 ", "replace 2 ", "upsert 2 1"],
            read.Select(entity => $"{entity.RowKey} {entity["A"]} {entity["B"]}"));
        Assert.Equal(read.Single(entity => entity.RowKey == "add").ETag, answers.Value[0].Headers.ETag);
    }

    [Fact]
    public async Task AFailedActionIsNamedAndNothingIsChanged()
    {
        await Table.AddEntityAsync(new TableEntity("p", "2"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            Enumerable.Range(0, 5).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}")))));

        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal(1, await Table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task AnotherVersionFailsTheTransaction()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r"), added.Headers.ETag!.Value)]));

        Assert.Equal(412, failure.Status);
    }

    [Fact]
    public async Task DeletingAMissingEntityFailsTheTransaction()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Delete, new TableEntity("p", "missing"))]));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public async Task AHundredEntitiesWithOddKeysAndTextFitIntoOne()
    {
        var entities = Enumerable.Range(0, 100).Select(i => new Invoice
        {
            PartitionKey = "it's 100% Zoë",
            RowKey = $"{i}'--%27 数 😀 HTTP",
            Text = $"HTTP/1.1 409\r\n--changeset_\r\n\r\n{{\"é\"}} {i}",
            Amount = i,
        }).ToList();

        var answers = await Table.SubmitTransactionAsync(
            entities.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)));
        var read = await Table.QueryAsync<Invoice>().ToListAsync();

        Assert.Equal(100, answers.Value.Count);
        Assert.Equal(
            entities.OrderBy(entity => entity.RowKey, StringComparer.Ordinal).Select(entity => (entity.RowKey, entity.Text, entity.Amount)),
            read.OrderBy(entity => entity.RowKey, StringComparer.Ordinal).Select(entity => (entity.RowKey, entity.Text, entity.Amount)));
    }

    [Fact]
    public async Task AnEmptyTransactionIsRefusedBeforeItIsSent() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [Fact]
    public async Task ATransactionOverPartitionsIsRefusedAsOnAzure()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "r")),
            new(TableTransactionActionType.Add, new TableEntity("q", "r")),
        ]));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions", 1), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(0, await Table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task AnEntityTwiceIsRefusedByTheService()
    {
        var twice = new TableTransactionAction(TableTransactionActionType.UpsertMerge, new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync([twice, twice]));

        Assert.Equal((400, "InvalidDuplicateRow"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task MoreThanAHundredActionsAreRefusedByTheService()
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(
            Enumerable.Range(0, 101).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}")))));

        Assert.Equal(400, failure.Status);
    }
}
