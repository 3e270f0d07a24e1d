using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Contracts;

/// <summary>Sources whose rows are of no customer, and what customers and details take from them.</summary>
public sealed class ReferenceTests
{
    private const string Customers = """
        { "source": "customers", "schema": { "fields": [ { "name": "id" }, { "name": "tariff" } ],
            "foreignKeys": [ { "fields": "tariff", "reference": { "resource": "tariffs", "fields": "code" } } ] },
          "reap": { "customerId": "id", "segment": "family", "measures": { "revenue.monthly": "price" },
            "refersTo": { "tariff": { "source": "tariffs", "columns": { "family": "family", "price": "listPrice" } } } } }
        """;

    private const string Tariffs = """
        { "source": "tariffs", "schema": { "primaryKey": "code", "fields": [ { "name": "code" },
            { "name": "family", "constraints": { "enum": ["home", "mobile"] } }, { "name": "listPrice", "type": "number" } ] },
          "reap": { "required": false, "reference": { "key": "code", "days": 60 } } }
        """;

    private const string Lines = """
        { "source": "lines", "schema": { "fields": [ { "name": "customer" }, { "name": "on", "type": "date", "constraints": { "required": true } },
            { "name": "product" }, { "name": "pieces", "type": "integer" } ] },
          "reap": { "customerId": "customer", "required": false,
            "refersTo": { "product": { "source": "tariffs", "columns": { "productFamily": "family", "productPrice": "listPrice" } } },
            "detail": { "date": "on", "columns": { "spent": { "kind": "sum", "field": "pieces", "times": "productPrice" },
              "mobiles": { "kind": "count", "where": { "field": "productFamily", "is": ["mobile"] } } } } } }
        """;

    [Fact]
    public void ASnapshotHasWhatTheCustomersTakeFromAReference()
    {
        var sources = Read(Customers, Tariffs, Lines).Sources!;

        Assert.Equal(["tariffs"], sources.References.Select(reference => reference.Source));
        Assert.Equal(
            [("id", FieldType.String), ("tariff", FieldType.String), ("family", FieldType.String), ("price", FieldType.Number),
                ("spent", FieldType.Number), ("mobiles", FieldType.Number)],
            sources.Snapshot.CleanFields.Select(field => (field.Name, field.Type)));
        Assert.Equal(["customers"], sources.Required);
        Assert.True(sources.Snapshot.Roles.Decides("tariff"), "Who has which segment depends on it.");
    }

    [Fact]
    public void AContractWithAReferenceIsReadAsItIsWritten()
    {
        var contract = Contract.Read("tariffs.json", Tariffs);

        Assert.Equal(contract.ToJson(), Contract.Read("tariffs.json", contract.ToJson()).ToJson());
        Assert.Equal(60, contract.Roles.Reference!.Window);
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "a reference that nobody has", Customers.Replace("\"source\": \"tariffs\"", "\"source\": \"prices\""),
            "sources/customers.json $.reap.refersTo.tariff.source" },
        { "a source that is no reference", Customers.Replace("\"source\": \"tariffs\"", "\"source\": \"lines\""),
            "sources/customers.json $.reap.refersTo.tariff.source" },
        { "a column that the reference lacks", Customers.Replace("\"listPrice\"", "\"price\""),
            "sources/customers.json $.reap.refersTo.tariff.columns.price" },
        { "no columns", Lines.Replace("\"refersTo\": {",
            "\"refersTo\": { \"customer\": { \"source\": \"tariffs\", \"columns\": {} },"),
            "sources/lines.json $.reap.refersTo.customer.columns" },
        { "a key of another type", Customers.Replace(
            "{ \"name\": \"tariff\" }", "{ \"name\": \"tariff\", \"type\": \"integer\" }"),
            "sources/customers.json $.reap.refersTo.tariff" },
        { "a key that the source lacks", Customers.Replace("\"refersTo\": { \"tariff\"", "\"refersTo\": { \"plan\""),
            "sources/customers.json $.reap.refersTo.plan" },
        { "a name of its own", Customers.Replace("\"price\": \"listPrice\"", "\"price\": \"listPrice\", \"id\": \"family\""),
            "sources/customers.json $.reap.refersTo.tariff.columns.id" },
        { "a name of a detail's", Customers.Replace("\"price\": \"listPrice\"",
            "\"price\": \"listPrice\", \"mobiles\": \"family\""),
            "sources/lines.json $.reap.detail.columns.mobiles" },
        { "a name twice", Lines.Replace("\"refersTo\": {",
            "\"refersTo\": { \"customer\": { \"source\": \"tariffs\", \"columns\": { \"productPrice\": \"family\" } },"),
            "sources/lines.json $.reap.refersTo" },
        { "a text that is summed", Lines.Replace("\"productPrice\": \"listPrice\"", "\"productPrice\": \"family\""),
            "sources/lines.json $.reap.detail.columns.spent.times" },
        { "a key that two rows may have", Tariffs.Replace("\"primaryKey\": \"code\", ", ""),
            "sources/tariffs.json $.reap.reference.key" },
        { "duplicates that stay", Tariffs.Replace("\"required\": false", "\"duplicates\": \"allow\", \"required\": false"),
            "sources/tariffs.json $.reap.reference.key" },
        { "a key that is no field", Tariffs.Replace("\"key\": \"code\"", "\"key\": \"tariff\""),
            "sources/tariffs.json $.reap.reference.key" },
        { "a key that is a price", Tariffs.Replace("\"key\": \"code\"", "\"key\": \"listPrice\""),
            "sources/tariffs.json $.reap.reference.key" },
        { "rows that are kept too short", Tariffs.Replace("60", "401"), "sources/tariffs.json $.reap.reference.days" },
        { "files that add up", Tariffs.Replace("\"required\": false", "\"files\": \"add\""),
            "sources/tariffs.json $.reap.files" },
        { "personal data", Tariffs.Replace("\"required\": false", "\"personal\": [\"family\"]"),
            "sources/tariffs.json $.reap.personal" },
        { "a customer", Tariffs.Replace("\"required\": false", "\"customerId\": \"code\""),
            "sources/tariffs.json $.reap.customerId" },
        { "a role of customers", Tariffs.Replace("\"required\": false", "\"segment\": \"family\""),
            "sources/tariffs.json $.reap.segment" },
        { "a consent of nobody", Tariffs.Replace("\"required\": false", "\"consents\": { \"call\": { \"assumed\": true } }"),
            "sources/tariffs.json $.reap.consents.call" },
        { "a key that says it refers to another column", Customers.Replace("\"fields\": \"code\"", "\"fields\": \"family\""),
            "sources/customers.json $.schema.foreignKeys[0].reference.fields" },
        { "a column without a name", Customers.Replace("\"price\": \"listPrice\"", "\"price\": \"listPrice\", \"\": \"family\""),
            "sources/customers.json $.reap.refersTo.tariff.columns." },
        { "a column whose name begins with a blank", Customers.Replace(
            "\"price\": \"listPrice\"", "\"price\": \"listPrice\", \" price\": \"family\""),
            "sources/customers.json $.reap.refersTo.tariff.columns. price" },
        { "a count without a name", Lines.Replace("\"mobiles\"", "\"\""), "sources/lines.json $.reap.detail.columns." },
        { "a circle", Tariffs.Replace("\"required\": false",
            "\"refersTo\": { \"family\": { \"source\": \"tariffs\", \"columns\": { \"again\": \"family\" } } }"),
            "sources/tariffs.json $.reap.refersTo" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatCannotBeLookedUpIsAFault(string what, string contract, string fault)
    {
        var contracts = new[] { Customers, Tariffs, Lines }
            .Select(sound => SourceOf(sound) == SourceOf(contract) ? contract : sound).ToArray();

        var faults = Read(contracts).Faults.Select(found => $"{found.File} {found.Path}");

        Assert.True(faults.SequenceEqual([fault]), $"{what}: {string.Join("; ", Read(contracts).Faults)}");
    }

    [Fact]
    public void ASourceSaysWhoseItsRowsAre() =>
        Assert.Equal(
            "$.reap.customerId",
            Assert.Single(
                Read(Customers, Tariffs.Replace(", \"reference\": { \"key\": \"code\", \"days\": 60 }", "")).Faults).Path);

    private static string SourceOf(string contract) => contract.Split('"')[3];

    private static (PortfolioSources? Sources, List<ConfigFault> Faults) Read(params string[] contracts)
    {
        var faults = new List<ConfigFault>();
        var files = new ConfigFiles();
        foreach (var contract in contracts)
            files[$"sources/{SourceOf(contract)}.json"] = contract;
        return (PortfolioSources.Read(files, faults), faults);
    }
}
