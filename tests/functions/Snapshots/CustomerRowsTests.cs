using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Moq;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Snapshots;

/// <summary>Clean rows of several sources and nights, joined bucket by bucket.</summary>
public sealed class CustomerRowsTests
{
    private const int Buckets = 4;
    private static readonly DateOnly Tonight = new(2026, 11, 21);
    private static readonly string[] Ids = [.. Enumerable.Range(1, 40).Select(number => $"C{number}")];

    private readonly Dictionary<string, byte[]> cleanBlobs = [];
    private int uploads;

    [Theory]
    [InlineData("keepFirst")]
    [InlineData("keepLast")]
    [InlineData("allow")]
    public async Task AConsentThatAnyRowOfACustomerDeniesIsNone(string duplicates)
    {
        var drop = await CleanAsync(
            Consenting(duplicates), Tonight,
            """
            id,segment,age,mail,phone,care
            twice,a,1,true,yes,false
            twice,a,1,false,yes,false
            again,a,1,false,yes,false
            again,a,1,true,,false
            once,a,1,true,yes,false
            broken,a,1,true,yes,false
            broken,a,old,false,no,false
            spelt,a,1,true,yes,false
            spelt,a,1,x,yes,false
            shared,a,1,true,yes,false
            shared,a,1,true,sms,false
            cared,a,1,true,yes,false
            cared,a,1,true,yes,true
            agreed,a,1,true,yes,false
            agreed,a,1,true,yes,false
            short,a,1,true,yes,false
            short,a,1,true

            """, Buckets);

        var all = await ReadAsync(new RunInput([drop], []), Consenting(duplicates));

        var consents = all.SelectMany(bucket => Enumerable.Range(0, bucket.Customers.Rows).Select(row => (
            Id: bucket.Customers["id"].Text(row)!, Mail: bucket.Customers["mail"].Value(row) == "true",
            Phone: bucket.Customers["phone"].Value(row) == "yes", Sold: bucket.Customers["care"].Value(row) == "false")))
            .OrderBy(customer => customer.Id, StringComparer.Ordinal);
        Assert.Equal(
            [
                ("again", false, false, true), ("agreed", true, true, true), ("broken", false, false, true),
                ("cared", true, true, false), ("once", true, true, true), ("shared", true, false, true),
                ("short", false, false, false), ("spelt", false, true, true), ("twice", false, true, true)],
            consents);
    }

    [Fact]
    public async Task EveryCustomerGetsTheRowsOfAllNightsWhateverTheyWereSplitInto()
    {
        var customers = await CleanAsync(
            Customers, Tonight, "id,segment\n" + string.Concat(Ids.Select(id => $"{id},a\n")), Buckets);
        var tonight = await CleanAsync(Invoices, Tonight, InvoicesOf(Ids, Tonight, 10), Buckets);
        var before = await CleanAsync(
            Invoices, Tonight.AddDays(-1), InvoicesOf([.. Ids, "gone"], Tonight.AddDays(-1), 5), buckets: 7);

        var all = await ReadAsync(new RunInput([customers, tonight], [before]));

        Assert.Equal(
            Ids.Order(StringComparer.Ordinal), all.SelectMany(bucket => bucket.Customers["id"].Texts)
            .Order(StringComparer.Ordinal));
        Assert.All(all, bucket => Assert.All(bucket.Customers["billed"].Numbers.ToArray(), billed => Assert.Equal(15, billed)));
        Assert.Equal(
            [new DetailCount("invoices", 40, 0, 0, 41, 1)], DetailCount.Sum(all.SelectMany(bucket => bucket.Input.Details)));
    }

    [Fact]
    public async Task ACustomerIsAloneInItsBucket()
    {
        var customers = await CleanAsync(
            Customers, Tonight, "id,segment\n" + string.Concat(Ids.Select(id => $"{id},a\n")), Buckets);

        var all = await ReadAsync(new RunInput([customers], []));

        Assert.All(
            all, bucket =>
            Assert.All(bucket.Customers["id"].Texts, id => Assert.Equal(bucket.Input.Bucket, CustomerKey.Bucket(id, Buckets))));
        Assert.All(all, bucket => Assert.All(bucket.Customers["billed"].Numbers.ToArray(), billed => Assert.Equal(0, billed)));
    }

    [Fact]
    public async Task RowsOfTonightWithoutACustomerAreKeptApart()
    {
        var customers = await CleanAsync(Customers, Tonight, "id,segment\nC1,a\n", Buckets);
        var invoices = await CleanAsync(Invoices, Tonight, InvoicesOf(["C1", "stranger", "stranger"], Tonight, 10), Buckets);

        var all = await ReadAsync(new RunInput([customers, invoices], []));

        var stranger = Assert.Single(all.SelectMany(bucket => bucket.WithoutCustomer["invoices"]));
        Assert.Equal(("stranger", 2), (stranger.Key, stranger.Value));
        Assert.Equal(2, DetailCount.Sum(all.SelectMany(bucket => bucket.Input.Details))[0].WithoutCustomer);
    }

    [Fact]
    public async Task OfACustomerInTwoFilesTheLaterOneCounts()
    {
        var first = await CleanAsync(Customers, Tonight, "id,segment\nC1,early\nC2,early\n", Buckets);
        var second = await CleanAsync(Customers, Tonight, "id,segment\nC1,late\n", Buckets);

        var all = await ReadAsync(new RunInput([first, second], []));

        var segments = all
            .SelectMany(
            bucket =>
            Enumerable.Range(0, bucket.Customers.Rows)
            .Select(row => (bucket.Customers["id"].Text(row), bucket.Customers["segment"].Text(row))));
        Assert.Equal([("C1", "late"), ("C2", "early")], segments.Order());
        Assert.Equal(1, all.Sum(bucket => bucket.Input.Repeated));
    }

    [Fact]
    public async Task AColumnThatTheContractGainedIsMissingInEarlierNights()
    {
        var customers = await CleanAsync(Customers, Tonight, "id,segment\nC1,a\n", Buckets);
        var then = Contract.Read(
            "invoices.json", Invoices.ToJson().Replace("\"amount\"", "\"formerly\"", StringComparison.Ordinal));
        var before = await CleanAsync(
            then, Tonight.AddDays(-1), InvoicesOf(["C1"], Tonight, 10)
            .Replace("amount", "formerly", StringComparison.Ordinal), Buckets);

        var all = await ReadAsync(new RunInput([customers], [before]));

        Assert.Equal(0, all.Single(bucket => bucket.Customers.Rows == 1).Customers["billed"].Number(0));
    }

    [Fact]
    public async Task WhoseRowIsRejectedIsNotGone()
    {
        var strict = Contract.Read("customers.json", """
            { "source": "customers",
              "schema": { "fields": [ { "name": "id" }, { "name": "segment", "constraints": { "required": true, "enum": ["a", "b"] } } ] },
              "reap": { "customerId": "id", "maxRejectShare": 0.9 } }
            """);
        var then = await CleanAsync(strict, Tonight.AddDays(-90), "id,segment\nC1,a\nC2,a\nC3,a\nC4,a\n", Buckets);
        var now = await CleanAsync(strict, Tonight, "id,segment\nC5,a\nC4,b\nC2,nonsense\nC3,a,moved\n", 3);
        var rows = new CustomerRows(
            new CleanRowStore(Blobs()), PortfolioSources.Read(new() { ["sources/customers.json"] = strict.ToJson() }, [])!);
        var customers = await rows.ReadAllAsync(new RunInput([then], []), 1000, then.Date, CancellationToken.None);

        var later = await rows.ReadLaterDropAsync(new RunInput([now], []), customers, CancellationToken.None);

        var found = Enumerable.Range(0, customers.Rows).ToDictionary(
            row => customers["id"].Text(row)!, row => later.RowOf[row]);
        Assert.Equal(
            (LaterCustomers.Gone, LaterCustomers.NotKept, LaterCustomers.NotKept), (found["C1"], found["C2"], found["C3"]));
        Assert.Equal("b", later.Rows["segment"].Text(found["C4"]));
        Assert.Equal(1, later.Rows.Rows);
    }

    [Fact]
    public async Task ALabelFromHistoryIsWhetherRowsCameInTheDaysAfter()
    {
        var then = Tonight.AddDays(-10);
        var files =
            new ConfigFiles
            {
                ["sources/invoices.json"] = Invoices.ToJson()
            .Replace("\"derivesCustomers\": false", "\"derivesCustomers\": true", StringComparison.Ordinal)
            .Replace("\"required\": false", "\"required\": true", StringComparison.Ordinal)
            };
        var sources = PortfolioSources.Read(files, [])!;
        var before = await CleanAsync(Invoices, then, InvoicesOf(["back", "late", "gone", "credited"], then, 10), Buckets);
        var between = await CleanAsync(
            Invoices, then.AddDays(5), InvoicesOf(["back", "new"], then.AddDays(5), 10)
                + $"credited,{then.AddDays(5):yyyy-MM-dd},-10\n", Buckets);
        var after = await CleanAsync(Invoices, Tonight.AddDays(1), InvoicesOf(["late"], Tonight.AddDays(1), 10), Buckets);
        var rows = new CustomerRows(new CleanRowStore(Blobs()), sources);
        var input = new RunInput([after], [before, between]);

        var customers = await rows.ReadAllAsync(input, 1000, then, CancellationToken.None);
        var where = new RowsWhere { Field = "amount", AtLeast = 0 };
        var later = await rows.ReadLaterAsync(input, customers, "invoices", 10, where, then, CancellationToken.None);

        Assert.Equal(
            [("back", true), ("credited", false), ("gone", false), ("late", false)],
            Enumerable.Range(0, customers.Rows).Select(row => (customers["customer"].Text(row)!, later[row])).Order());
        Assert.All(customers["billed"].Numbers.ToArray(), billed => Assert.Equal(10, billed));
        Assert.Equal([false, true, true, true], LabelledRows.OfHistory(TargetKind.Churn, later).Labels.Order());
    }

    private static Contract Customers { get; } = Contract.Read("customers.json", """
        { "source": "customers", "schema": { "fields": [ { "name": "id" }, { "name": "segment" } ] }, "reap": { "customerId": "id" } }
        """);

    private static Contract Invoices { get; } = Contract.Read("invoices.json", """
        { "source": "invoices",
          "schema": { "fields": [ { "name": "customer" }, { "name": "on", "type": "date", "constraints": { "required": true } }, { "name": "amount", "type": "number" } ] },
          "reap": { "customerId": "customer", "required": false, "detail": { "date": "on", "columns": { "billed": { "kind": "sum", "field": "amount" } } } } }
        """);

    private static Contract Consenting(string duplicates) => Contract.Read("customers.json", $$"""
        { "source": "customers",
          "schema": { "fields": [ { "name": "id" }, { "name": "segment" }, { "name": "age", "type": "integer" },
            { "name": "mail", "type": "boolean" }, { "name": "phone" }, { "name": "care", "type": "boolean" } ],
            "primaryKey": "id" },
          "reap": { "customerId": "id", "segment": "segment", "maxRejectShare": 0.9, "duplicates": "{{duplicates}}",
            "vulnerable": { "field": "care", "is": ["true"] },
            "consents": { "email": { "field": "mail", "is": ["true"] }, "call": { "field": "phone", "is": ["yes", "sms"] },
              "sms": { "field": "phone", "is": ["yes"] } } } }
        """);

    private static string InvoicesOf(IEnumerable<string> ids, DateOnly on, int amount) =>
        "customer,on,amount\n" + string.Concat(ids.Select(id => $"{id},{on:yyyy-MM-dd},{amount}\n"));

    private async Task<List<BucketCustomers>> ReadAsync(RunInput input, Contract? customers = null)
    {
        var files = new ConfigFiles
        {
            ["sources/customers.json"] = (customers ?? Customers).ToJson(),
            ["sources/invoices.json"] = Invoices.ToJson(),
        };
        var rows = new CustomerRows(new CleanRowStore(Blobs()), PortfolioSources.Read(files, [])!);
        var all = new List<BucketCustomers>();
        for (var bucket = 0; bucket < Buckets; bucket++)
            all.Add(await rows.ReadAsync(input, bucket, Buckets, Tonight, CancellationToken.None));
        return all;
    }

    private async Task<DropExtract> CleanAsync(Contract contract, DateOnly date, string csv, int buckets)
    {
        var folder = $"{contract.Source}/{date:yyyy-MM-dd}/{++uploads}.csv.e";
        var outputs = Enumerable.Range(0, buckets).Select(_ => new MemoryStream()).ToArray();
        var withdrawn = new MemoryStream();
        var receipt = await ExtractCleaner.CleanAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(csv)),
            contract,
            new ExtractOutput(
                buckets, (bucket, _) => Task.FromResult<Stream>(outputs[bucket]), _ => Task.FromResult(Stream.Null))
            {
                OpenWithdrawals = _ => Task.FromResult<Stream>(withdrawn),
            },
            new CleaningSetup { File = folder },
            CancellationToken.None);
        for (var bucket = 0; bucket < buckets; bucket++)
            cleanBlobs[$"{folder}/{bucket:D3}.csv"] = outputs[bucket].ToArray();
        cleanBlobs[$"{folder}/withdrawn.csv"] = withdrawn.ToArray();
        return new DropExtract
        {
            Source = contract.Source,
            Date = date,
            Folder = folder,
            Sha256 = folder,
            UploadedAt = DateTimeOffset.UnixEpoch.AddMinutes(uploads),
            RowsByBucket = receipt.RowsByBucket,
            Withdrawn = receipt.Withdrawn,
        };
    }

    private BlobServiceClient Blobs()
    {
        var container = new Mock<BlobContainerClient>();
        container.Setup(client => client.GetBlobClient(It.IsAny<string>())).Returns((string name) =>
        {
            var blob = new Mock<BlobClient>();
            blob.Setup(
                client =>
                client.OpenReadAsync(
                It.IsAny<long>(), It.IsAny<int?>(), It.IsAny<BlobRequestConditions>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync(() => new MemoryStream(cleanBlobs[name]));
            return blob.Object;
        });
        var blobs = new Mock<BlobServiceClient>();
        blobs.Setup(client => client.GetBlobContainerClient(It.IsAny<string>())).Returns(container.Object);
        return blobs.Object;
    }
}
