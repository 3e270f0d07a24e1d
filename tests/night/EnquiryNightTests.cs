using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using ReapFunctions.Enquiries;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// Two nights of generated customers and of people who asked: these are valued by what the best customers are like, followed up,
/// counted, erased, and are never among the customers.
/// </summary>
public sealed class EnquiryNightTests : FlowTest
{
    private static readonly DateOnly Start = Extracts.FirstNight;

    private static readonly string[] States = ["open", "followedUp", "won", "wasted", "alreadyCustomers"];

    private readonly SyntheticTelco telco = new(new TelcoOptions
    {
        Labelled = true,
        Customers = 1_500,
        FirstDrop = Start,
    });

    [Fact]
    public async Task WhoAskedIsFollowedUpAndIsNoCustomer()
    {
        await NightAsync(0);
        var list = await ListAsync();
        await NothingIsLostAsync(list);
        await TheyAreNoCustomersAsync(list);
        await DoneAgainItIsTheSameAsync();
        await AFollowUpCountsAtOnceAsync(list);
        await WhoIsACustomerIsNamedAsync(list);
        await WhoAskedTwiceIsAnsweredOnceAsync(list);
        await WhomNobodyKnowsIsNotWonAsync(list);

        await NightAsync(1);
        await TheScorecardHasWhatWasWastedAsync();
        await NothingIsLeftOfWhoIsErasedAsync();
    }

    private async Task NothingIsLostAsync(JsonNode list)
    {
        AddsUp(list);
        Assert.All(States, state => Assert.True((int)list[state]! > 0, state));
        var receipt = await flow.Get<ReceiptStore>().BeforeAsync("enquiries", Start.AddDays(1), default);
        var taken = receipt.Single();
        Assert.True(taken.Rejected > 0);
        Assert.Equal(taken.Read, (int)list["enquiries"]! + taken.Rejected);
        var entries = list["entries"]!.AsArray();
        Assert.Equal((int)list["open"]! + (int)list["wasted"]!, entries.Count);
        Assert.Equal(
            entries.Select(entry => (double)entry!["expected"]!).OrderDescending(),
            entries.Select(entry => (double)entry!["expected"]!));
        var likeness = (await ScorecardAsync())["scorecard"]!["enquiries"]!["likeness"]!;
        if ((bool)likeness["known"]!)
            Assert.Contains(entries, entry => entry!["reasons"]!.AsArray().Count > 0 && (double?)entry["likeness"] > 0);
    }

    private async Task TheyAreNoCustomersAsync(JsonNode list)
    {
        var id = (string)list["entries"]![0]!["enquiryId"]!;
        foreach (var function in (string[])["GetCustomer", "GetPrompts"])
            Assert.Equal(404, (await flow.CallAsync(new FunctionCall(function) { Route = Id(id) })).Status);
        var run = await flow.Get<RunStore>().GetAsync(new RunId(Start, 1), default);
        Assert.Equal(run.Customers, run.Extracts.Single(extract => extract.Source == "customers").Rows);
        var blobs = flow.Get<BlobServiceClient>();
        foreach (var name in (string[])[Containers.Clean, Containers.Details, Containers.Scored])
            await AssertNowhereAsync(blobs.GetBlobContainerClient(name), id);
    }

    private async Task DoneAgainItIsTheSameAsync()
    {
        var blob = flow.Get<BlobServiceClient>().GetBlobContainerClient(Containers.Lists)
            .GetBlobClient($"{new RunId(Start, 1)}/enquiries/all.csv");
        var before = (await blob.DownloadContentAsync()).Value.Content.ToString();
        await flow.Get<EnquiryNight>().CompleteAsync(
            await flow.Get<RunStore>().GetAsync(new RunId(Start, 1), default), default);
        Assert.Equal(before, (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    private async Task AFollowUpCountsAtOnceAsync(JsonNode list)
    {
        var wasted = list["entries"]!.AsArray().First(entry => (bool)entry!["overdue"]!)!;
        var id = (string)wasted["enquiryId"]!;
        Assert.Equal(201, (await PostAsync(id, """{ "answer": "notReached", "channel": "call" }""")).Status);
        var tried = await ListAsync();
        Assert.Equal(((int)list["wasted"]! - 1, (int)list["open"]! + 1), ((int)tried["wasted"]!, (int)tried["open"]!));
        Assert.Equal(201, (await PostAsync(id, """{ "answer": "interested" }""")).Status);
        var reached = await ListAsync();
        Assert.Equal((int)list["followedUp"]! + 1, (int)reached["followedUp"]!);
        Assert.DoesNotContain(reached["entries"]!.AsArray(), entry => (string?)entry!["enquiryId"] == id);
        AddsUp(reached);
    }

    private async Task WhoIsACustomerIsNamedAsync(JsonNode list)
    {
        var known = list["customers"]!.AsArray().First(customer => !(bool)customer!["won"]!)!;
        var answer = await PostAsync((string)known["enquiryId"]!, """{ "answer": "interested" }""");
        Assert.Equal(409, answer.Status);
        Assert.Contains((string)known["customerId"]!, (string)JsonNode.Parse(answer.Text)!["detail"]!);
        Assert.Equal(
            200, (await flow.CallAsync(new FunctionCall("GetPrompts")
            {
                Route = Id((string)known["customerId"]!),
            })).Status);
    }

    private async Task WhoAskedTwiceIsAnsweredOnceAsync(JsonNode list)
    {
        Assert.Equal(["TWICE2"], IdsOf(list).Where(id => id.StartsWith("TWICE", StringComparison.Ordinal)));
        Assert.Equal(201, (await PostAsync("TWICE1", """{ "answer": "declined" }""")).Status);
        var answered = await ListAsync();
        Assert.DoesNotContain(IdsOf(answered), id => id.StartsWith("TWICE", StringComparison.Ordinal));
        AddsUp(answered);
    }

    private async Task WhomNobodyKnowsIsNotWonAsync(JsonNode list)
    {
        Assert.Equal(1, (int)list["unknownCustomers"]!);
        Assert.Contains("STRANGE", IdsOf(list));
        Assert.Equal(1, (int)(await ScorecardAsync())["scorecard"]!["enquiries"]!["unknownCustomers"]!);
        Assert.Equal(201, (await PostAsync("STRANGE", """{ "answer": "interested" }""")).Status);
    }

    private static IEnumerable<string> IdsOf(JsonNode list) =>
        list["entries"]!.AsArray().Select(entry => (string)entry!["enquiryId"]!);

    private async Task TheScorecardHasWhatWasWastedAsync()
    {
        var (answer, list) = (await ScorecardAsync(), await ListAsync());
        var rows = answer["scorecard"]!["enquiries"]!["rows"]!.AsArray();
        Assert.Equal("(all)", (string?)rows[^1]!["channel"]);
        foreach (var figure in States.Append("enquiries"))
        {
            Assert.Equal((long)list[figure]!, (long)rows[^1]![figure]!);
            Assert.Equal((long)rows[^1]![figure]!, rows.SkipLast(1).Sum(row => (long)row![figure]!));
        }
        Assert.Equal((decimal)list["expected"]!, (decimal)rows[^1]!["expected"]!);
        var move = answer["movement"]!["total"]!["measures"]!.AsArray()
            .Single(measure => (string?)measure!["name"] == "enquiriesWasted")!;
        Assert.Equal((double)rows[^1]!["wastedShare"]!, (double)move["now"]!);
        var series = await flow.AnswerAsync("GetSeries", "?measures=enquiriesWasted");
        Assert.Equal(2, series["points"]!.AsArray().Count);
    }

    private async Task NothingIsLeftOfWhoIsErasedAsync()
    {
        var list = await ListAsync();
        var (enquiry, won) = (
            (string)list["entries"]![0]!["enquiryId"]!,
            list["customers"]!.AsArray().First(customer => !(bool)customer!["won"]!)!);
        var (customer, theirs) = ((string)won["customerId"]!, (string)won["enquiryId"]!);
        Assert.Equal(201, (await PostAsync(enquiry, """{ "answer": "notReached" }""")).Status);
        Assert.Equal(200, await flow.EraseAsync(enquiry));
        Assert.Equal(200, await flow.EraseAsync(customer));
        var blobs = flow.Get<BlobServiceClient>();
        foreach (var id in (string[])[enquiry, theirs])
        {
            foreach (var name in (string[])[Containers.Extracts, Containers.Enquiries, Containers.Lists, Containers.Receipts])
                await AssertNowhereAsync(blobs.GetBlobContainerClient(name), id);
        }
        Assert.Empty((await flow.Get<FollowUpStore>().SinceAsync(Start, default)).Keys.Intersect([enquiry]));
        // The next export tells of them again: they are left out.
        await flow.PlayAsync(await flow.CleanAsync(NameOf(2), await EnquiriesAsync(2)));
        await AssertNowhereAsync(blobs.GetBlobContainerClient(Containers.Enquiries), enquiry);
        await AssertNowhereAsync(blobs.GetBlobContainerClient(Containers.Enquiries), theirs);
        AddsUp(await ListAsync());
    }

    private static async Task AssertNowhereAsync(BlobContainerClient container, string id)
    {
        await foreach (var blob in container.GetBlobsAsync())
            Assert.DoesNotContain(
                id, (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString(),
                StringComparison.Ordinal);
    }

    private static void AddsUp(JsonNode list) => Assert.Equal(
        (int)list["enquiries"]!,
        States.Sum(state => (int)list[state]!) + list["leftOut"]!.AsObject().Sum(rule => (int)rule.Value!));

    private Task<JsonNode> ListAsync() => flow.AnswerAsync("GetEnquiries", "?top=10000");

    private Task<JsonNode> ScorecardAsync() => flow.AnswerAsync("GetScorecard", "");

    private Task<FunctionAnswered> PostAsync(string id, string body) =>
        flow.CallAsync(new FunctionCall("PostFollowUp") { Route = Id(id) }.With(body));

    private async Task<byte[]> EnquiriesAsync(int drop)
    {
        using var asked = new MemoryStream();
        await telco.WriteEnquiriesAsync(drop, asked);
        var day = Start.AddDays(drop - 1).ToString("yyyy-MM-dd");
        asked.Write(System.Text.Encoding.UTF8.GetBytes(
            $"TWICE1,{day},phone,A,twice@example.org,0151 2345678,business,north,45,true,true,,,\n"
            + $"TWICE2,{day},phone,A,TWICE@example.org,+49 151 2345678,business,north,45,true,true,,,\n"
            + $"STRANGE,{day},phone,B,strange@example.org,,business,north,45,true,true,,NOSUCHCUSTOMER,{day}\n"));
        return asked.ToArray();
    }

    private static Dictionary<string, string> Id(string id) => new() { ["id"] = id };

    private static string NameOf(int drop) => $"enquiries/{Start.AddDays(drop):yyyy-MM-dd}/enquiries.csv";

    private async Task NightAsync(int drop)
    {
        await flow.PlayAsync(await flow.CleanAsync(NameOf(drop), await EnquiriesAsync(drop)));
        using var customers = new MemoryStream();
        await telco.WriteExtractAsync(drop, customers);
        await flow.PlayAsync(
            await flow.CleanAsync($"customers/{Start.AddDays(drop):yyyy-MM-dd}/customers.csv", customers.ToArray()));
    }
}
