using System.Text;
using Parquet;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Outcomes;
using ReapFunctions.Rules;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Lists.Selections;

public class SelectionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    /// <summary>In the order of the list; b and f are of the control group, c said no to television, d has no consent.</summary>
    private static readonly ListEntry[] Entries =
    [
        Entry("a", 0.9, 20), Entry("b", 0.8, 90, control: true), Entry("c", 0.7, 60), Entry("d", 0.6, 99) with { Consents = [] },
        Entry("e", 0.5, 50), Entry("f", 0.4, 5, control: true), Entry("g", 0.3, 40), Entry("=h", 0.2, 6),
    ];

    private static ListEntry Entry(string id, double propensity, double worth, bool control = false) =>
        new(id, propensity, 12.5, ValueBand.Medium, 4, "consumer", ["call", "email"], control, ["tv"], 0.5, worth);

    private static async Task<List<SelectedCustomer>> Chosen(ListQuery query)
    {
        var stored = new MemoryStream();
        await ListMerge.WritePartAsync(Entries, stored, default);
        var said = new OutcomeRecord
        {
            CustomerId = "c",
            OutcomeId = "1",
            Offer = "tv",
            Group = "tv",
            Reply = Reply.Declined,
            At = Now.AddDays(-3),
        };
        var contacts = new ListContacts(
            TestBucket.Telco.Offering, new Dictionary<string, List<OutcomeRecord>> { ["c"] = [said] }, "call", Now);
        var chosen = new List<SelectedCustomer>();
        await foreach (var customer in SelectedCustomer.OfAsync(
            new MemoryStream(stored.ToArray()), query with { Channel = "call" }, contacts, default))
            chosen.Add(customer);
        return chosen;
    }

    private static string Text(IEnumerable<SelectedCustomer> chosen) =>
        string.Join(' ', chosen.Select(customer => customer.Entry.CustomerId
            + (customer.LeftOut is { } rule ? $":{rule}" : "")));

    [Fact]
    public async Task WhoIsNotContactedIsChosenByTheSameRule()
    {
        Assert.Equal("a b:control c:reply:declined e f:control g =h", Text(await Chosen(new())));
        // The one who could not be contacted takes nobody's place.
        Assert.Equal("a b:control c:reply:declined e", Text(await Chosen(new() { Top = 2 })));
        Assert.Equal("a b:control c:reply:declined e", Text(await Chosen(new() { Min = 0.45 })));
    }

    [Fact]
    public async Task ByValueTheBestAreChosenAndWhoPays()
    {
        // A call costs 4: who brings less is not chosen, of the control group neither.
        Assert.Equal(
            "b:control c:reply:declined e g a", Text(await Chosen(new() { ByValue = true, Top = 100 })));
        Assert.Equal("b:control c:reply:declined e", Text(await Chosen(new() { ByValue = true, Top = 1 })));
        var chosen = await Chosen(new() { ByValue = true, Top = 100 });
        Assert.Equal([0, 0, 25, 20, 10], chosen.Select(customer => customer.Gain));
    }

    private static async Task<(byte[] Kept, SelectionSums Sums)> Kept()
    {
        var output = new MemoryStream();
        async IAsyncEnumerable<SelectedCustomer> All()
        {
            foreach (var customer in await Chosen(new()))
                yield return customer;
        }
        var sums = await SelectionCsv.WriteAsync(All(), output, default);
        return (output.ToArray(), sums);
    }

    [Fact]
    public async Task WhatIsKeptIsCountedAndComesBack()
    {
        var (kept, sums) = await Kept();

        Assert.Equal((4, 2), (sums.Customers, sums.Control));
        Assert.Equal([("reply:declined", 1L)], sums.Refused.Select(rule => (rule.Key, rule.Value)));
        Assert.Equal((0.5m * (20 + 50 + 40 + 6), 4 * 4m), (sums.Promised, sums.Cost));
        var gains = new Dictionary<string, float>();
        await foreach (var (id, gain) in SelectionCsv.GainsAsync(new MemoryStream(kept), default))
            gains[id] = gain;
        Assert.Equal(7, gains.Count);
        Assert.Equal((10, 0, 0), (gains["a"], gains["b"], gains["c"]));
    }

    [Theory]
    [InlineData(false, "customerId,propensity,value", "a,0.9,12.5,medium,4,consumer,call;email,false,tv,6")]
    [InlineData(true, "customerId;propensity;value", "a;0,9;12,5;medium;4;consumer;\"call;email\";false;tv;6")]
    public async Task ASpreadsheetOpensItAsItWritesNumbers(bool hasComma, string header, string row)
    {
        var text = await Written("spreadsheet", hasComma);

        Assert.StartsWith($"\uFEFF{header}", text, StringComparison.Ordinal);
        string[] lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(row, lines[1]);
        Assert.Equal(5, lines.Length);
        // No formula.
        Assert.StartsWith("\"'=h\"", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsCsvItIsAsAListIs() => Assert.StartsWith(
        string.Join(',', ListCsv.Header) + "\r\na,0.9,", await Written("csv", false), StringComparison.Ordinal);

    private static async Task<string> Written(string format, bool hasComma)
    {
        var (kept, _) = await Kept();
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        var output = new MemoryStream();
        context.Response.Body = output;
        var selection = new KeptSelection(
            "autumn", new SelectionRequest(), "2026-11-21.1", Now, null, default, 4, 2, new Dictionary<string, long>(), 1, 1, []);
        await new SelectionFile(selection, new MemoryStream(kept), format, hasComma).ExecuteAsync(context);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public async Task AsParquetItHasNumbersAndTexts()
    {
        var (kept, _) = await Kept();
        var output = new MemoryStream();
        await SelectionParquet.WriteAsync(SelectionCsv.ToContactAsync(new MemoryStream(kept), default), output, default);

        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(output.ToArray()));
        Assert.Equal(ListCsv.Header, reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(typeof(double), reader.Schema.DataFields[1].ClrType);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(4, group.RowCount);
        var propensities = new double[4];
        await group.ReadAsync<double>(reader.Schema.DataFields[1], propensities.AsMemory());
        Assert.Equal([0.9, 0.5, 0.3, 0.2], propensities);
    }

    [Fact]
    public void TheSameSelectionHasTheSameKeyAndAnotherNot()
    {
        static string Key(SelectionRequest asked) => asked.Key;
        var one = new SelectionRequest("a", "tv", Where: new Condition { Field = "value", AtLeast = 100 });
        Assert.Equal(Key(one), Key(new("a", "tv", Where: new Condition { Field = "value", AtLeast = 100 })));
        Assert.NotEqual(Key(one), Key(one with { Top = 5 }));
        Assert.NotEqual(Key(one), Key(one with { Where = new Condition { Field = "value", AtLeast = 101 } }));
        var query = ListRequest.Read(one.Query, TestBucket.Telco);
        Assert.Null(query.Parameter);
        Assert.Equal(100, query.Where!.AtLeast);
        Assert.Equal("top", ListRequest.Read((one with { Top = 0 }).Query, TestBucket.Telco).Parameter);
    }
}
