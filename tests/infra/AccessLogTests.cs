using ReapFunctions.Benchmarks.Night;

namespace ReapFunctions.Infra.Tests;

/// <summary>What the benchmark counts requests as: the cost table rests on it.</summary>
public class AccessLogTests
{
    [Theory]
    [InlineData("tables reads", "GET /devstoreaccount1/Runs(PartitionKey='current',RowKey='run')")]
    [InlineData("tables reads", "GET /devstoreaccount1/Offers20261121r1()?$filter=PartitionKey%20eq%20'ff'")]
    [InlineData("tables writes", "POST /devstoreaccount1/$batch")]
    [InlineData("tables writes", "POST /devstoreaccount1/Runs")]
    [InlineData("tables writes", "PUT /devstoreaccount1/Runs(PartitionKey='runs',RowKey='2026-11-21.1')")]
    [InlineData("tables writes", "MERGE /devstoreaccount1/Outcomes(PartitionKey='0a',RowKey='C1')")]
    [InlineData("tables deletes", "DELETE /devstoreaccount1/Outcomes(PartitionKey='0a',RowKey='C1')")]
    [InlineData("tables lists", "GET /devstoreaccount1/Tables")]
    [InlineData("tables lists", "POST /devstoreaccount1/Tables")]
    [InlineData("tables deletes", "DELETE /devstoreaccount1/Tables('Value20261121r1')")]
    [InlineData("blobs reads", "GET /devstoreaccount1/clean/customers/2026-11-21/customers.csv.0x1/003.csv")]
    [InlineData("blobs reads", "HEAD /devstoreaccount1/extracts/customers/2026-11-21/customers.csv")]
    [InlineData("blobs reads", "GET /devstoreaccount1/extracts/customers/a.csv?comp=blocklist")]
    [InlineData("blobs writes", "PUT /devstoreaccount1/clean/a/000.csv")]
    [InlineData("blobs writes", "PUT /devstoreaccount1/clean/a/000.csv?comp=block&blockid=AAAA")]
    [InlineData("blobs writes", "PUT /devstoreaccount1/clean/a/000.csv?comp=blocklist")]
    [InlineData("blobs others", "PUT /devstoreaccount1/azure-webjobs-hosts/locks/host/lock?comp=lease")]
    [InlineData("blobs others", "PUT /devstoreaccount1/azure-webjobs-hosts/locks/host/lock?comp=metadata")]
    [InlineData("blobs lists", "GET /devstoreaccount1/extracts?restype=container&comp=list&prefix=a")]
    [InlineData("blobs lists", "PUT /devstoreaccount1/extracts?restype=container")]
    [InlineData("blobs reads", "GET /devstoreaccount1/config?restype=container")]
    [InlineData("blobs deletes", "DELETE /devstoreaccount1/lists/2026-11-21.1/churn.csv")]
    [InlineData("queues reads", "GET /devstoreaccount1/score-bucket/messages?numofmessages=4&visibilitytimeout=600")]
    [InlineData("queues writes", "POST /devstoreaccount1/score-bucket/messages")]
    [InlineData("queues writes", "PUT /devstoreaccount1/score-bucket/messages/1?popreceipt=a&visibilitytimeout=5")]
    [InlineData("queues deletes", "DELETE /devstoreaccount1/score-bucket/messages/1?popreceipt=a")]
    [InlineData("queues lists", "PUT /devstoreaccount1/score-bucket")]
    public void ARequestIsCountedOnceAndAsWhatItIs(string expected, string request)
    {
        var log = new AccessLog();

        log.Add($"127.0.0.1 - - [21/Nov/2026:02:00:00 +0000] \"{request} HTTP/1.1\" 200 -");

        var counted = log.Take();
        Assert.Equal(1, counted.Tables.All + counted.Blobs.All + counted.Queues.All);
        Assert.Equal(expected, Only(counted));
    }

    [Fact]
    public void WhatWasTakenIsNotCountedAgain()
    {
        var log = new AccessLog();
        log.Add("127.0.0.1 - - [21/Nov/2026:02:00:00 +0000] \"POST /devstoreaccount1/$batch HTTP/1.1\" 202 -");

        Assert.Equal(1, log.Take().Tables.Writes);
        Assert.Equal(0, log.Take().Tables.Writes);
    }

    [Fact]
    public void AnythingElseThanARequestIsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new AccessLog().Add("Azurite is closing"));

    private static string Only(Transactions counted) =>
        new[] { ("tables", counted.Tables), ("blobs", counted.Blobs), ("queues", counted.Queues) }
            .SelectMany(service => new[]
            {
                ($"{service.Item1} reads", service.Item2.Reads), ($"{service.Item1} writes", service.Item2.Writes),
                    ($"{service.Item1} lists", service.Item2.Lists),
                ($"{service.Item1} deletes", service.Item2.Deletes), ($"{service.Item1} others", service.Item2.Others),
            })
            .Single(kind => kind.Item2 == 1).Item1;
}
