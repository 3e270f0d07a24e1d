using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Contracts;

public sealed class PortfolioSourcesTests
{
    private const string Customers = """
        { "source": "customers", "schema": { "fields": [ { "name": "id" }, { "name": "name" } ] },
          "reap": { "customerId": "id", "personal": ["name"], "measures": { "revenue.12m": "billed12m" }, "notFeatures": ["lastBilled"] } }
        """;

    private const string Invoices = """
        { "source": "invoices",
          "schema": {
            "fields": [ { "name": "customer" }, { "name": "on", "type": "date", "constraints": { "required": true } }, { "name": "amount", "type": "number" } ],
            "foreignKeys": [ { "fields": "customer", "reference": { "resource": "customers", "fields": "id" } } ] },
          "reap": { "customerId": "customer", "required": false, "detail": { "date": "on", "columns": {
            "billed12m": { "kind": "sum", "field": "amount", "days": 365 }, "lastBilled": { "kind": "max", "field": "on", "days": 90 } } } } }
        """;

    [Fact]
    public void ASnapshotHasTheCustomersFieldsAndWhatDetailsAdd()
    {
        var sources = Read(Customers, Invoices).Sources!;

        Assert.Equal("customers", sources.Customers!.Source);
        Assert.Equal(["invoices"], sources.Details.Select(detail => detail.Source));
        Assert.Equal(
            [("id", FieldType.String), ("billed12m", FieldType.Number), ("lastBilled", FieldType.Date)],
            sources.Snapshot.CleanFields.Select(field => (field.Name, field.Type)));
        Assert.Equal("billed12m", sources.Snapshot.Roles.Measures["revenue.12m"]);
        Assert.Equal(365, sources.Details[0].Roles.Detail!.LongestWindow);
    }

    [Fact]
    public void CustomersMayBeDerivedFromADetailSource()
    {
        var sources = Read(Deriving).Sources!;

        Assert.Null(sources.Customers);
        Assert.Equal(["customer", "billed12m", "lastBilled"], sources.Snapshot.CleanFields.Select(field => field.Name));
        Assert.Equal(["revenue.12m"], sources.Snapshot.Roles.Measures.Keys);
    }

    [Fact]
    public void ARoleThatNamesAColumnOfNoSourceIsAFault()
    {
        var fault = Assert.Single(
            Read(Customers.Replace("\"billed12m\"", "\"billed\"", StringComparison.Ordinal), Invoices).Faults);

        Assert.Equal(("sources/customers.json", "$.reap.measures.revenue.12m"), (fault.File, fault.Path));
        Assert.Contains("billed12m, lastBilled", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACustomersIdComesFromNoOtherSource() =>
        Assert.Equal(
            "$.reap.customerId",
            Assert.Single(
                Read(Customers.Replace("\"customerId\": \"id\"", "\"customerId\": \"billed12m\"", StringComparison.Ordinal),
                Invoices).Faults).Path);

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "two sources of customers", Customers.Replace("\"customers\"", "\"clients\"", StringComparison.Ordinal),
            "sources/customers.json $.reap.detail" },
        { "customers twice", Deriving.Replace("invoices", "orders", StringComparison.Ordinal)
            .Replace("billed12m", "a", StringComparison.Ordinal), "sources/orders.json $.reap.detail.derivesCustomers" },
        { "a name that is taken", Invoices.Replace("\"invoices\"", "\"orders\"", StringComparison.Ordinal),
            "sources/orders.json $.reap.detail.columns.billed12m" },
        { "a name of the customers", Invoices.Replace("\"invoices\"", "\"orders\"", StringComparison.Ordinal)
            .Replace("billed12m", "name", StringComparison.Ordinal)
            .Replace("lastBilled", "b", StringComparison.Ordinal), "sources/orders.json $.reap.detail.columns.name" },
        { "a key to another source",
            Orders.Replace("\"resource\": \"customers\"", "\"resource\": \"invoices\"", StringComparison.Ordinal),
            "sources/orders.json $.schema.foreignKeys[0].reference.resource" },
        { "a key by another field",
            Orders.Replace("\"fields\": \"customer\"", "\"fields\": \"amount\"", StringComparison.Ordinal),
            "sources/orders.json $.schema.foreignKeys[0].fields" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ContractsThatDoNotGoTogetherAreFaultsWithTheirPaths(string what, string third, string path)
    {
        var faults = Read(Customers, Invoices, third).Faults.Select(fault => $"{fault.File} {fault.Path}");

        Assert.True(faults.Contains(path), $"{what}: {string.Join(", ", faults)}");
    }

    [Fact]
    public void CustomersHaveToComeFromSomewhere() =>
        Assert.Contains("derivesCustomers", Assert.Single(Read(Invoices).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void TheSourceOfCustomersIsRequired() =>
        Assert.Equal(
            "$.reap.required", Assert.Single(
            Read(Deriving.Replace("\"detail\"", "\"required\": false, \"detail\"", StringComparison.Ordinal)).Faults).Path);

    private static string Orders => Invoices.Replace("\"invoices\"", "\"orders\"", StringComparison.Ordinal)
        .Replace("billed12m", "ordered12m", StringComparison.Ordinal)
            .Replace("lastBilled", "lastOrdered", StringComparison.Ordinal);

    private static string Deriving => """
        { "source": "invoices",
          "schema": { "fields": [ { "name": "customer", "type": "integer" }, { "name": "on", "type": "date", "constraints": { "required": true } }, { "name": "amount", "type": "number" } ] },
          "reap": { "customerId": "customer", "measures": { "revenue.12m": "billed12m" }, "detail": { "date": "on", "derivesCustomers": true, "columns": {
            "billed12m": { "kind": "sum", "field": "amount", "days": 365 }, "lastBilled": { "kind": "max", "field": "on" } } } } }
        """;

    private static (PortfolioSources? Sources, IReadOnlyList<ConfigFault> Faults) Read(params string[] contracts)
    {
        var files = new ConfigFiles();
        foreach (var contract in contracts)
            files[$"sources/{contract[13..contract.IndexOf('"', 13)]}.json"] = contract;
        var faults = new List<ConfigFault>();
        return (PortfolioSources.Read(files, faults), faults);
    }
}
