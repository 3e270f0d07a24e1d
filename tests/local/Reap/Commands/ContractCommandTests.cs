using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class ContractCommandTests : IDisposable
{
    private const string Sound = "customerId;e-mail;age\nc1;ann@example.com;34\nc2;bob@example.com;NA\nc3;eve@example.com;51\n";
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AProposedContractIsValidAndReadsItsFile()
    {
        var file = Write("Export (1).csv", Sound);

        var written = In("sources/contract.json");
        var inferred = await ReapResult.RunAsync("contract", "infer", file, "--out", written);
        var contract = Contract.Read("contract.json", await File.ReadAllTextAsync(written));
        var check = await ReapResult.RunAsync("contract", "check", file, "--contract", written);

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (inferred.Code, check.Code));
        Assert.Equal(("export-1", ";"), (contract.Source, contract.Dialect.Delimiter));
        Assert.Contains("Candidate keys: customerId, e-mail", inferred.Output, StringComparison.Ordinal);
        Assert.Contains("Suspected personal data: e-mail", inferred.Output, StringComparison.Ordinal);
        Assert.Contains("3 rows read = 3 accepted + 0 repaired + 0 rejected", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAFileToWriteToTheContractIsShown()
    {
        var inferred = await ReapResult.RunAsync("contract", "infer", Write("a.csv", Sound), "--source", "invoices");

        var json = inferred.Output[..(inferred.Output.LastIndexOf('}') + 1)];
        Assert.Equal("invoices", Contract.Read("a.json", json).Source);
    }

    [Fact]
    public async Task CheckingShowsWhatIsWrongAndWritesTheReceipt()
    {
        await ReapResult.RunAsync("contract", "infer", Write("a.csv", Sound), "--out", In("contract.json"));
        var dirty = Write("dirty.csv", Sound + "c4;dan@example.com; 40 \nc5;pat@example.com;old\n");

        var check = await ReapResult.RunAsync(
            "contract", "check", dirty, "--contract", In("contract.json"), "--json", In("receipt.json"), "--page",
                In("receipt.html"));

        Assert.Equal(ExitCode.Ok, check.Code);
        Assert.Contains("5 rows read = 3 accepted + 1 repaired + 1 rejected", check.Output, StringComparison.Ordinal);
        Assert.Contains("wrong type", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", check.Output, StringComparison.Ordinal);
        Assert.Equal(5, Receipt.FromJson(await File.ReadAllTextAsync(In("receipt.json"))).Read);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(In("receipt.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASourceOfTheAppHasItsContractAtHand()
    {
        await ReapResult.RunAsync("generate", "--customers", "60", "--labelled", "--date", "2026-11-20", "--out", folder);

        var check = await ReapResult.RunAsync(
            "contract", "check", In("customers/2026-11-20/customers.csv"), "--source", "customers");

        Assert.Equal(ExitCode.Ok, check.Code);
        Assert.Contains("customerId", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedFileIsAFailure()
    {
        await ReapResult.RunAsync("contract", "infer", Write("a.csv", Sound), "--out", In("contract.json"));

        var check = await ReapResult.RunAsync(
            "contract", "check", Write("b.csv", "customerId,e-mail,age\nc1,a,1\n"), "--contract", In("contract.json"));
        var inferred = await ReapResult.RunAsync("contract", "infer", Write("c.csv", ""));

        Assert.Equal((ExitCode.FailedNight, ExitCode.FailedNight), (check.Code, inferred.Code));
        Assert.Contains("The columns are separated by ','", check.Output, StringComparison.Ordinal);
        Assert.Contains("The file is empty.", inferred.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeUsedIsSaid()
    {
        var file = Write("a.csv", Sound);
        var faulty = Write(
            "faulty.json",
            """{ "source": "A", "schema": { "fields": [ { "name": "x", "type": "unicorn" } ] }, "reap": { "customerId": 5 } }""");
        (string[] Args, string Says)[] wrong =
        [
            (["contract", "check", In("none.csv")], "none.csv"),
            (["contract", "check", file, "--source", "nobody"], "No portfolio has a source 'nobody'"),
            (["contract", "check", file, "--contract", faulty], "faulty.json $.schema.fields[0].type"),
            (["contract", "check", file, "--contract", faulty, "--source", "customers"], "not both"),
            (["contract", "infer", file, "--source", "Not A Name"], "$.source"),
            (["contract", "infer"], "See 'reap contract infer --help'"),
        ];

        foreach (var (args, says) in wrong)
        {
            var reaped = await ReapResult.RunAsync(args);
            Assert.Equal((ExitCode.Usage, true), (reaped.Code, reaped.Output.Contains(says, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("contract")]
    [InlineData("contract", "infer")]
    [InlineData("contract", "check")]
    public async Task HelpEndsInExamplesAndExitCodes(params string[] command)
    {
        var reaped = await ReapResult.RunAsync([.. command, "--help"]);

        Assert.Contains("Examples:", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", reaped.Output, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }
}
