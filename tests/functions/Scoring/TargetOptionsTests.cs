using ReapFunctions.Contracts;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Scoring;

public class TargetOptionsTests
{
    private static readonly Dictionary<string, Field> Fields = new[] { "status", "tookTv", "holdsTv" }
        .ToDictionary(name => name, name => new Field { Name = name });

    private const string Churn =
        """
        { "name": "churn", "kind": "churn", "label": { "from": "column", "field": "status", "positive": ["left"], "negative": ["active"] } }
        """;

    private static TargetOptions Read(
        string json, IReadOnlyDictionary<string, Field> fields, params IReadOnlyList<Contract> contracts)
    {
        var (files, faults) = (new ConfigFiles { [TargetOptions.File] = json }, new List<ConfigFault>());
        var targets = TargetOptions.Read(files, faults) is { } all
            ? TargetOptions.Check(all, fields, Sources(contracts), faults)
            : null;
        return targets ?? throw new ConfigException(faults);
    }

    private static PortfolioSources Sources(IReadOnlyList<Contract> contracts)
    {
        var files = new ConfigFiles();
        foreach (var contract in contracts.DefaultIfEmpty(Customers))
            files[$"sources/{contract.Source}.json"] = contract.ToJson();
        return PortfolioSources.Read(files, [])!;
    }

    private static Contract Customers { get; } = Contract.Read("customers.json", """
        { "source": "customers", "schema": { "fields": [ { "name": "id" }, { "name": "status" }, { "name": "holdsTv" } ] },
          "reap": { "customerId": "id", "holdings": { "tv": { "field": "holdsTv", "is": ["yes"] } } } }
        """);

    [Fact]
    public void AreReadFromTheirFile()
    {
        var targets = Read(
            $$"""
            { "targets": [ {{Churn}},
              { "name": "tv", "kind": "takeUp", "product": "tv", "leaveOut": ["holdsTv"],
                "label": { "from": "holdings", "field": "holdsTv", "positive": ["true"], "negative": ["false"] } } ] }
            """,
            Fields);

        Assert.Equal(["churn", "tv"], targets.All.Select(target => target.Name));
        Assert.Equal("churn", targets.Churn?.Name);
        Assert.Equal(LabelSource.Holdings, targets.All[1].Label.From);
    }

    [Fact]
    public void TheOldestLabelInAColumnSaysHowOldRowsAre()
    {
        static TargetOptions Of(params IEnumerable<TargetLabel> labels) =>
            new([.. labels.Select(label => new Target { Name = "a", Kind = TargetKind.Churn, Label = label })]);
        var drop = new DateOnly(2026, 11, 20);

        Assert.Null(Of(new() { From = LabelSource.Column }, new() { From = LabelSource.Drops, Days = 90 }).FactsAsOf(drop));
        Assert.Equal(
            drop.AddDays(-90),
            Of(new() { From = LabelSource.Column, Days = 30 }, new() { From = LabelSource.Column, Days = 90 }).FactsAsOf(drop));
    }

    [Fact]
    public void EveryFaultIsReportedAtOnceWithItsPath()
    {
        var fault = Assert.Throws<ConfigException>(() => Read(
            """
            { "targets": [
              { "name": "t v", "kind": "takeUp", "leaveOut": ["nowhere"],
                "label": { "from": "column", "field": "missing", "positive": ["yes"], "negative": ["yes"] } } ] }
            """,
            Fields));

        Assert.Equal(
            ["$.targets[0].label", "$.targets[0].label.field", "$.targets[0].leaveOut[0]", "$.targets[0].name",
                "$.targets[0].product"],
            fault.Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AtLeastOneTargetAndAtMostOneOfChurnIsNeeded()
    {
        Assert.Throws<ConfigException>(() => Read("""{ "targets": [] }""", Fields));
        var gone = Churn.Replace("\"name\": \"churn\"", "\"name\": \"gone\"");
        Assert.Contains(
            "At most one",
            Assert.Single(Assert.Throws<ConfigException>(
                () => Read($$"""{ "targets": [ {{Churn}}, {{gone}} ] }""", Fields)).Faults).Message);
    }

    [Fact]
    public void AMemberThatNobodyReadsIsAFault() =>
        Assert.Throws<ConfigException>(() => Read($$"""{ "targets": [ {{Churn}} ], "tragets": [] }""", Fields));

    [Fact]
    public void TwoTargetsOfOneNameAreRefused() =>
        Assert.Contains(
            Assert.Throws<ConfigException>(
                () => Read($$"""{ "targets": [ {{Churn}}, {{Churn}} ] }""", Fields)).Faults,
            fault => fault.Message.Contains("'churn'", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"source\": \"invoices\", \"days\": 90", null)]
    [InlineData("\"source\": \"invoices\", \"days\": 90, \"where\": { \"field\": \"amount\", \"atLeast\": 1 }", null)]
    [InlineData("\"source\": \"orders\", \"days\": 90", "$.targets[0].label.source")]
    [InlineData("\"source\": \"invoices\"", "$.targets[0].label.days")]
    [InlineData("\"source\": \"invoices\", \"days\": 401", "$.targets[0].label.days")]
    [InlineData("\"source\": \"invoices\", \"days\": 90, \"field\": \"a\"", "$.targets[0].label")]
    [InlineData(
        "\"source\": \"invoices\", \"days\": 90, \"where\": { \"field\": \"nope\", \"is\": [\"x\"] }",
        "$.targets[0].label.where.field")]
    public void ALabelFromHistoryNamesADetailSourceAndDays(string label, string? path)
    {
        var invoices = Contract.Read("invoices.json", """
            { "source": "invoices",
              "schema": { "fields": [ { "name": "customer" }, { "name": "on", "type": "date", "constraints": { "required": true } }, { "name": "amount", "type": "number" } ] },
              "reap": { "customerId": "customer", "detail": { "date": "on", "derivesCustomers": true, "columns": { "n": { "kind": "count" } } } } }
            """);

        var fault = Record.Exception(() => Read(
            $$"""{ "targets": [ { "name": "churn", "kind": "churn", "label": { "from": "history", {{label}} } } ] }""", Fields,
                invoices)) as ConfigException;

        Assert.Equal(path, fault is null ? null : Assert.Single(fault.Faults).Path);
    }

    [Theory]
    [InlineData("churn", "\"days\": 90", null)]
    [InlineData("churn", "\"days\": 90, \"field\": \"status\", \"positive\": [\"left\"]", null)]
    [InlineData("takeUp\", \"product\": \"tv", "\"days\": 90", null)]
    [InlineData("takeUp\", \"product\": \"security", "\"days\": 90", "$.targets[0].label.from")]
    [InlineData("takeUp\", \"product\": \"tv", "\"days\": 90, \"field\": \"holdsTv\"", "$.targets[0].label.field")]
    [InlineData("churn", "\"days\": 90, \"field\": \"state\", \"positive\": [\"left\"]", "$.targets[0].label.field")]
    [InlineData("churn", "\"days\": 90, \"field\": \"status\"", "$.targets[0].label.positive")]
    [InlineData("churn", "\"days\": 90, \"source\": \"orders\"", "$.targets[0].label")]
    [InlineData("churn", "\"days\": 0", "$.targets[0].label.days")]
    [InlineData("churn", "\"field\": \"status\", \"positive\": [\"left\"]", "$.targets[0].label.days")]
    public void ALabelFromDropsNamesDaysAndWhoHasLeft(string kind, string label, string? path)
    {
        var fault = Record.Exception(() => Read(
            $$"""{ "targets": [ { "name": "a", "kind": "{{kind}}", "label": { "from": "drops", {{label}} } } ] }""",
            Fields)) as ConfigException;

        Assert.Equal(path, fault is null ? null : Assert.Single(fault.Faults).Path);
    }
}
