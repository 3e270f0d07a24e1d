using ReapFunctions.Contracts;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Tests.Contracts;

public sealed class ContractTests
{
    [Fact]
    public void EveryFaultIsReportedAtOnceWithItsPath()
    {
        const string json = """
            { "source": "Bad Name",
              "dialect": { "delimiter": ",,", "quoteChar": "|", "commentChar": "|", "encoding": "ebcdic" },
              "schema": {
                "fields": [
                  { "name": "id", "type": "string", "constraints": { "minimum": 3, "pattern": "(" } },
                  { "name": "id", "type": "integer", "constraints": { "minimum": "x", "enum": [1, "two"] } },
                  { "name": "on", "type": "date", "format": "%Q", "constraints": { "minimum": "2024-13-01" } },
                  { "name": "n", "type": "number", "decimalChar": ",", "groupChar": "," } ],
                "primaryKey": "nope",
                "foreignKeys": [ { "fields": "id", "reference": { "resource": "other", "fields": ["a", "b"] } } ] },
              "reap": { "customerId": "who", "maxRejectShare": 2, "consents": { "sms": {}, "inbound": { "assumed": true } }, "personal": ["id"], "segment": "id", "dateFormats": ["d"] } }
            """;

        var faults = Assert.Throws<ConfigException>(() => Contract.Read("bad.json", json)).Faults;

        Assert.Equal(
            [
                "$.dialect.commentChar", "$.dialect.delimiter", "$.dialect.encoding", "$.reap.consents.inbound",
                "$.reap.consents.sms", "$.reap.customerId",
                "$.reap.dateFormats[0]", "$.reap.maxRejectShare", "$.reap.segment", "$.schema.fields[0].constraints.minimum",
                "$.schema.fields[0].constraints.minimum", "$.schema.fields[0].constraints.pattern",
                    "$.schema.fields[1].constraints.enum[1]",
                "$.schema.fields[1].constraints.minimum", "$.schema.fields[1].name", "$.schema.fields[2].constraints.minimum",
                "$.schema.fields[2].format", "$.schema.fields[3].groupChar", "$.schema.foreignKeys[0].reference.fields",
                    "$.schema.primaryKey", "$.source",
            ],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Equal("bad.json", fault.File));
    }

    [Fact]
    public void EveryMemberOfAWrongShapeIsReportedAtOnce()
    {
        const string json = """
            { "source": 5, "schema": { "fields": [ { "name": "id", "typ": "string" }, { "type": "unicorn" } ], "missingValues": "" },
              "reap": { "customerId": null, "required": "yes" } }
            """;

        var faults = Assert.Throws<ConfigException>(() => Contract.Read("bad.json", json)).Faults;

        Assert.Equal(
            ["$.reap.customerId", "$.reap.required", "$.schema.fields[0].typ", "$.schema.fields[1].name",
                "$.schema.fields[1].type", "$.schema.missingValues", "$.source"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1,")]
    [InlineData("null")]
    [InlineData("[]")]
    public void WhatIsNoObjectIsAFaultAndNotACrash(string json) =>
        Assert.NotEmpty(Assert.Throws<ConfigException>(() => Contract.Read("bad.json", json)).Faults);

    [Fact]
    public void AContractWrittenAsJsonReadsBackTheSame()
    {
        var json = SmallExtract.Contract.ToJson();

        Assert.Equal(json, Contract.Read("again.json", json).ToJson());
    }
}
