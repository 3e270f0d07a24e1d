using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Storage;

public class RecordTableTests
{
    [Fact]
    public void TransactionsAreFullAndOfOnePartitionEach()
    {
        var transactions = RecordTable.Transactions(Records(250, "a", "b")).ToArray();

        Assert.Equal([100, 100, 25, 25], transactions.Select(rows => rows.Count));
        Assert.All(transactions, rows => Assert.Single(rows.Select(row => row.PartitionKey).Distinct()));
        Assert.Equal(250, transactions.SelectMany(rows => rows).Select(row => row.RowKey).Distinct().Count());
    }

    [Fact]
    public void AFullTransactionIsHandedOnBeforeTheNextRecordIsMade()
    {
        var made = 0;
        var records = Records(1000, "a").Select(record =>
        {
            made++;
            return record;
        });

        Assert.Equal(100, RecordTable.Transactions(records).First().Count);
        Assert.Equal(100, made);
    }

    [Fact]
    public void NoRecordsAreNoTransactions() => Assert.Empty(RecordTable.Transactions([]));

    private static IEnumerable<ITableEntity> Records(int count, params string[] partitions) =>
        Enumerable.Range(0, count).Select(row => new TableEntity(partitions[row % partitions.Length], $"{row}"));
}
