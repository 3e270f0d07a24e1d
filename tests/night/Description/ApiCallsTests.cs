using System.Text;
using System.Text.Json.Nodes;
using ReapFunctions.Care;
using ReapFunctions.Enquiries;
using ReapFunctions.Extracts;
using ReapFunctions.Lists;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Description;

namespace ReapFunctions.Night.Tests.Description;

/// <summary>
/// Every call of the app, answered in every way that is described: on an account of two nights, and on one that is empty.
/// </summary>
public sealed class ApiCallsTests : FlowTest
{
    private static readonly RunId First = new(Extracts.FirstNight, 1);
    private static readonly RunId Second = new(Extracts.FirstNight.AddDays(1), 1);
    private static readonly Dictionary<string, string> Churn = new() { ["target"] = "churn" };
    private static readonly Dictionary<string, string> Unknown = new() { ["target"] = "unicorns" };

    private DescribedCalls calls = null!;

    [Fact]
    public async Task EveryCallIsAnsweredInEveryWayThatIsDescribedAndInNoOther()
    {
        calls = new DescribedCalls(await AnswerSchemas.ReadAsync());
        await NobodyAsync();
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0)));
        await VoicedAsync();
        await AskedAsync();
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Second.Date), await Extracts.OfNightAsync(1)));

        await NightsAsync();
        await CustomersAsync();
        await ReceiptsAsync();
        await ListsAsync();
        await SelectionsAsync();
        await ModelsAsync();
        await RunsByHandAsync();
        await ErasuresAsync();

        Assert.Equal(calls.Described.Order(), calls.Seen.Order());
        Assert.Equal(calls.Parameters.Order(), calls.Asked.Order());
    }

    /// <summary>Before the first night.</summary>
    private async Task NobodyAsync()
    {
        var route = new[] { "id", "name", "target", "run", "source", "date", "file" }.ToDictionary(part => part, _ => "any");
        foreach (var (function, _) in calls.Parameters.ToArray())
            await CallAsync(400, function, "?nobodyKnows=1", route);
        await CallAsync(503, "GetHealth");
        await CallAsync(409, "StartBasePeriod");
        await CallAsync(409, "RequestTraining");
        await CallAsync(404, "GetScorecard");
        await CallAsync(404, "GetPlans");
        await calls.CallAsync(flow, 404, new FunctionCall("FindCustomers").With("""{ "email": "a@example.com" }"""));
        await CallAsync(404, "GetSelections");
        await calls.CallAsync(flow, 404, new FunctionCall("KeepSelection").With("""{ "name": "autumn", "target": "tv" }"""));
        await CallAsync(404, "GetRecoveryList");
        await CallAsync(404, "GetWinBackList");
        await CallAsync(404, "GetEnquiries");
        await calls.CallAsync(flow, 404, new FunctionCall("KeepPlan").With("""{ "name": "autumn", "budget": 500 }"""));
        await calls.CallAsync(flow, 404, new FunctionCall("RecordOutcomes").With(Outcomes(("C1", "1", "accepted"))));
    }

    /// <summary>A parameter that is misspelt is no answer to another question.</summary>
    private async Task UnknownAsync(string function, string known)
    {
        var answer = await CallAsync(400, function, $"?{known}x=1");
        Assert.Contains(known, (string)JsonNode.Parse(answer.Text)!["detail"]!);
    }

    /// <summary>Somebody says twice what is wrong before the second night.</summary>
    private async Task VoicedAsync()
    {
        // Of those whom the key customer desk cares for.
        var rows = JsonNode.Parse((await ListAsync("?format=json&top=500")).Text)!["rows"]!.AsArray();
        var id = (string)rows.First(row => (string)row!["valueBand"]! == "high")!["customerId"]!;
        foreach (var (feedback, day) in new[] { ("desk-1", First.Date), ("desk-2", Second.Date) })
            await flow.Get<FeedbackStore>().AddAsync(
                new FeedbackRecord
                {
                    CustomerId = id,
                    FeedbackId = feedback,
                    At = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
                    Cause = "billing",
                    Channel = "call",
                }, default);
    }

    private async Task RecoveryAsync()
    {
        const string Desk = "&team=Key%20customer%20desk";
        var all = JsonNode.Parse(
            (await CallAsync(200, "GetRecoveryList", $"?rule=repeated&proactive=false&top=2000{Desk}")).Text)!;
        var entry = Assert.Single(all["entries"]!.AsArray())!;
        Assert.Equal(("repeated", "billing"), ((string?)entry["rule"], (string?)entry["cause"]));
        var accounts = all["accounts"]!.AsArray();
        var due = accounts.Single(account => (string?)account!["customerId"] == (string?)entry["customerId"])!["due"]!.AsArray();
        Assert.Contains(due, item => (string?)item!["about"] == "repeated" && (string?)item["what"] == "recovery");
        var team = all["teams"]!.AsArray().Single(team => (string?)team!["team"] == "Key customer desk")!;
        Assert.Equal(
            (accounts.Count, accounts.Sum(account => (decimal)account!["value"]!)),
            ((int)team["customers"]!, (decimal)team["value"]!));
        var isDue = JsonNode.Parse((await CallAsync(200, "GetRecoveryList", $"?due=true&top=2000{Desk}")).Text)!["accounts"]!;
        Assert.NotEmpty(isDue.AsArray());
        Assert.All(isDue.AsArray(), account => Assert.NotEmpty(account!["due"]!.AsArray()));
        await CallAsync(400, "GetRecoveryList", "?due=true");
        await CallAsync(200, "GetRecoveryList", $"?run={First}");
        foreach (var query in new[] { "?team=moon", "?rule=moon", "?top=0", "?proactive=maybe", "?run=x" })
            await CallAsync(400, "GetRecoveryList", query);
        await CallAsync(404, "GetRecoveryList", "?run=2020-01-01.1");
        var run = await OpenAsync(RunPhase.Scoring);
        await CallAsync(409, "GetRecoveryList", $"?run={run}");
        await PhaseAsync(run, RunPhase.Failed);
    }

    private async Task WinBackAsync()
    {
        var all = JsonNode.Parse((await CallAsync(200, "GetWinBackList", "?channel=call&top=1")).Text)!;
        var rules = Sum(all["notChosen"]!) + Sum(all["leftOut"]!);
        Assert.Equal((int)all["former"]!, (int)all["customers"]! + (int)all["control"]! + rules);
        Assert.Equal("call", (string?)Assert.Single(all["entries"]!.AsArray())!["channel"]);
        await CallAsync(200, "GetWinBackList", $"?run={First}&segment=family");
        foreach (var query in new[] { "?channel=pigeon", "?top=0", "?run=x", "?segment=nope" })
            await CallAsync(400, "GetWinBackList", query);
        await CallAsync(404, "GetWinBackList", "?run=2020-01-01.1");
        var run = await OpenAsync(RunPhase.Scoring);
        await CallAsync(409, "GetWinBackList", $"?run={run}");
        await PhaseAsync(run, RunPhase.Failed);
    }

    /// <summary>Somebody asks before the second night.</summary>
    private async Task AskedAsync()
    {
        using var asked = new MemoryStream();
        await new SyntheticTelco(new TelcoOptions
        {
            Labelled = true,
            Customers = Extracts.Customers,
            FirstDrop = First.Date,
        }).WriteEnquiriesAsync(1, asked);
        await flow.PlayAsync(
            await flow.CleanAsync(EnquiriesOf(Second.Date), asked.ToArray()));
    }

    private static string EnquiriesOf(DateOnly date) => $"enquiries/{date:yyyy-MM-dd}/enquiries.csv";

    private async Task EnquiriesAsync()
    {
        var all = JsonNode.Parse((await CallAsync(200, "GetEnquiries", "?top=2")).Text)!;
        Assert.Equal(
            (int)all["enquiries"]!,
            Sum(all["leftOut"]!) + new[] { "open", "followedUp", "won", "wasted", "alreadyCustomers" }
                .Sum(state => (int)all[state]!));
        await CallAsync(200, "GetEnquiries", $"?run={First}&channel=web&due={First.Date:yyyy-MM-dd}");
        foreach (var query in new[] { "?channel=pigeon", "?top=0", "?run=x", "?due=soon" })
            await CallAsync(400, "GetEnquiries", query);
        await CallAsync(404, "GetEnquiries", "?run=2020-01-01.1");
        var run = await OpenAsync(RunPhase.Scoring);
        await CallAsync(409, "GetEnquiries", $"?run={run}");
        await PhaseAsync(run, RunPhase.Failed);

        var post = new FunctionCall("PostFollowUp") { Route = Id((string)all["entries"]![0]!["enquiryId"]!) };
        const string Said = """{ "answer": "interested", "channel": "call", "agent": "a7", "followUpId": "desk-5" }""";
        await calls.CallAsync(flow, 201, post.With(Said));
        await calls.CallAsync(flow, 200, post.With(Said));
        await calls.CallAsync(flow, 409, post.With(Said.Replace("interested", "declined", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 400, post.With(Said.Replace("call", "pigeon", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 404, (post with { Route = Id("nobody") }).With(Said));
        await calls.CallAsync(flow, 413, post.With(new string(' ', 17 * 1024)));
        await calls.CallAsync(flow, 415, post.With(Said, "text/plain"));
    }

    private async Task FeedbackAsync(string id)
    {
        var post = new FunctionCall("PostFeedback") { Route = Id(id) };
        const string Said = """{ "cause": "price", "product": "tv", "channel": "call", "agent": "a7", "feedbackId": "desk-3" }""";
        await calls.CallAsync(flow, 201, post.With(Said));
        await calls.CallAsync(flow, 200, post.With(Said));
        await calls.CallAsync(flow, 400, post.With(Said.Replace("price", "gremlins", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 404, (post with { Route = Id("nobody") }).With(Said));
        await calls.CallAsync(flow, 409, post.With(Said.Replace("price", "staff", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 413, post.With(new string(' ', 17 * 1024)));
        await calls.CallAsync(flow, 415, post.With(Said, "text/plain"));
    }

    private async Task NightsAsync()
    {
        await CallAsync(200, "GetHealth");
        await CallAsync(200, "GetRuns");
        await CallAsync(200, "GetOpenApi");
        await CallAsync(200, "GetScorecard", $"?run={Second}&since={First}&budget=500");
        await CallAsync(200, "GetScorecard");
        await CallAsync(400, "GetScorecard", "?budget=much");
        await UnknownAsync("GetScorecard", "since");
        await UnknownAsync("GetSeries", "by");
        await UnknownAsync("GetRecoveryList", "rule");
        await UnknownAsync("GetWinBackList", "segment");
        await UnknownAsync("GetEnquiries", "due");
        await UnknownAsync("GetPlans", "until");
        await UnknownAsync("GetSelections", "until");
        await CallAsync(200, "GetSeries", "?by=segment");
        await CallAsync(400, "GetSeries", "?by=moon");
        await PlansAsync();
        await RecoveryAsync();
        await WinBackAsync();
        await EnquiriesAsync();
    }

    private async Task PlansAsync()
    {
        var keep = new FunctionCall("KeepPlan");
        await calls.CallAsync(flow, 201, keep.With("""{ "name": "autumn", "budget": 500 }"""));
        await calls.CallAsync(flow, 200, keep.With("""{ "name": "autumn", "budget": 500 }"""));
        await calls.CallAsync(flow, 409, keep.With("""{ "name": "autumn", "budget": 900 }"""));
        await calls.CallAsync(flow, 400, keep.With("""{ "name": "../autumn", "budget": 500 }"""));
        await calls.CallAsync(flow, 400, keep.With("""{ "name": "spring", "budget": 0 }"""));
        await calls.CallAsync(flow, 413, keep.With(new string(' ', 20_000)));
        await calls.CallAsync(flow, 415, keep.With("<plan/>", "text/xml"));
        await CallAsync(200, "GetPlans");
        var route = new Dictionary<string, string> { ["name"] = "autumn" };
        var withdrawn = (await CallAsync(200, "WithdrawPlan", "", route)).Text;
        Assert.Equal(withdrawn, (await CallAsync(200, "WithdrawPlan", "", route)).Text);
        await calls.CallAsync(flow, 409, keep.With("""{ "name": "autumn", "budget": 500 }"""));
        await CallAsync(404, "WithdrawPlan", "", new Dictionary<string, string> { ["name"] = "winter" });
        await CallAsync(400, "GetPlans", "?until=tomorrow");
        await CallAsync(404, "GetPlans", "?until=2020-01-01.1");
    }

    private async Task SelectionsAsync()
    {
        var keep = new FunctionCall("KeepSelection");
        const string Some = """
            {
              "name": "autumn-churn", "target": "churn", "order": "value", "top": 500,
              "where": { "all": [ { "field": "value", "atLeast": 50 }, { "field": "contractType", "is": "monthly" } ] }
            }
            """;
        await calls.CallAsync(flow, 201, keep.With(Some));
        await calls.CallAsync(flow, 200, keep.With(Some));
        await calls.CallAsync(flow, 409, keep.With(Some.Replace("500", "400", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 400, keep.With(Some.Replace("contractType", "shoeSize", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 404, keep.With("""{ "name": "autumn", "target": "unicorns" }"""));
        await calls.CallAsync(flow, 400, keep.With("""{ "name": "../autumn", "target": "tv" }"""));
        await calls.CallAsync(flow, 413, keep.With(new string(' ', 20_000)));
        await calls.CallAsync(flow, 415, keep.With("<selection/>", "text/xml"));
        var route = new Dictionary<string, string> { ["name"] = "autumn-churn" };
        await CallAsync(200, "GetSelectedCustomers", "", route);
        await CallAsync(200, "GetSelectedCustomers", "?format=spreadsheet&decimal=comma", route);
        await CallAsync(200, "GetSelectedCustomers", "?format=parquet", route);
        await CallAsync(400, "GetSelectedCustomers", "?format=xml", route);
        await CallAsync(400, "GetSelectedCustomers", "?decimal=dot", route);
        await CallAsync(404, "GetSelectedCustomers", "", new Dictionary<string, string> { ["name"] = "winter" });
        var answer = JsonNode.Parse((await CallAsync(200, "GetSelections")).Text)!;
        Assert.Equal(
            ["csv", "spreadsheet", "parquet"],
            answer["selections"]![0]!["kept"]!["pulls"]!.AsArray().Select(pull => (string)pull!["format"]!));
        await CallAsync(200, "WithdrawSelection", "", route);
        await calls.CallAsync(flow, 409, keep.With(Some));
        await CallAsync(404, "WithdrawSelection", "", new Dictionary<string, string> { ["name"] = "winter" });
        // Its customers are free for another.
        async Task<JsonNode> AgainAsync(string name) => JsonNode.Parse((await calls.CallAsync(
            flow, 201, keep.With(Some.Replace("autumn-churn", name, StringComparison.Ordinal)))).Text)!;
        Assert.Equal(0, (int)(await AgainAsync("winter-churn"))["shared"]!);
        var kept = await AgainAsync("third-churn");
        Assert.Equal(
            (int)kept["customers"]! + (int)kept["control"]! + Sum(kept["refused"]!), (int)kept["shared"]!);
        await CallAsync(400, "GetSelections", "?until=tomorrow");
        await CallAsync(404, "GetSelections", "?until=2020-01-01.1");
    }

    private async Task CustomersAsync()
    {
        var id = (string)JsonNode.Parse((await ListAsync("?format=json&includeControl=true")).Text)!["rows"]!
            .AsArray().First(row => (bool)row!["control"]! == false)!["customerId"]!;
        var (somebody, nobody) = (Id(id), Id("nobody"));
        foreach (var function in new[] { "GetPrompts", "GetDecisions" })
        {
            await CallAsync(200, function, "?channel=call", somebody);
            await CallAsync(400, function, "?channel=pigeon", somebody);
            await CallAsync(404, function, "", nobody);
        }
        var post = new FunctionCall("PostOutcome") { Route = somebody };
        const string Said = """{ "offer": "tv", "reply": "declined", "channel": "call", "agent": "a7", "outcomeId": "desk-1" }""";
        await calls.CallAsync(flow, 201, post.With(Said));
        await calls.CallAsync(flow, 200, post.With(Said));
        await calls.CallAsync(flow, 400, post.With(Said.Replace("declined", "maybe", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 400, post.With(
            Said.Replace("\"agent\"", "\"leaving\": \"fate\", \"agent\"", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 404, (post with { Route = nobody }).With(Said));
        await calls.CallAsync(flow, 409, post.With(Said.Replace("declined", "accepted", StringComparison.Ordinal)));
        await calls.CallAsync(flow, 413, post.With(new string(' ', 17 * 1024)));
        await calls.CallAsync(flow, 415, post.With(Said, "text/plain"));
        await SeveralAsync(id);
        await FindAsync(id);
        await FeedbackAsync(id);
        var customer = JsonNode.Parse((await CallAsync(200, "GetCustomer", "", somebody)).Text)!;
        Assert.Equal(["desk-3", "desk-1"], customer["outcomes"]!.AsArray().Select(outcome => (string)outcome!["outcomeId"]!));
        Assert.Equal("desk-3", (string?)customer["feedback"]![0]!["feedbackId"]);
        Assert.Equal((int)customer["value"]!["products"]!, customer["value"]!["holdings"]!.AsArray().Count);
        Assert.All(customer["risk"]!["contributions"]!.AsArray(), contribution => Assert.NotEqual(
            0, (double)contribution!["logOdds"]!));
        await CallAsync(404, "GetCustomer", "", nobody);
    }

    private async Task FindAsync(string id)
    {
        var find = new FunctionCall("FindCustomers");
        var found = JsonNode.Parse((await calls.CallAsync(flow, 200, find.With($$"""{ "id": "{{id}}" }"""))).Text)!;
        Assert.Equal([id], found["customers"]!.AsArray().Select(customer => (string)customer!));
        await calls.CallAsync(flow, 400, find.With("""{ "phone": "not a number" }"""));
        await calls.CallAsync(flow, 400, find.With("{}"));
        await calls.CallAsync(flow, 413, find.With(new string(' ', 17 * 1024)));
        await calls.CallAsync(flow, 415, find.With("4915112345678", "text/plain"));
    }

    private async Task SeveralAsync(string id)
    {
        var post = new FunctionCall("RecordOutcomes");
        var body = Outcomes(
            (id, "desk-3", "later"), (id, "desk-1", "declined"), (id, "desk-1", "accepted"), ("nobody", "x", "later"),
            (id, "desk 4", "later"), ("", "y", "later"));

        var first = JsonNode.Parse((await calls.CallAsync(flow, 200, post.With(body))).Text)!;
        var again = JsonNode.Parse((await calls.CallAsync(flow, 200, post.With(body))).Text)!;

        Assert.Equal([201, 200, 409, 404, 400, 404], Statuses(first));
        Assert.Equal([200, 200, 409, 404, 400, 404], Statuses(again));
        Assert.Equal((1, 1, 4), ((int)first["recorded"]!, (int)first["known"]!, (int)first["refused"]!));
        Assert.Equal("outcomeId", (string?)first["outcomes"]![4]!["parameter"]);
        Assert.Equal(2, (await flow.Get<OutcomeStore>().OfAsync(id, default)).Count);
        var many = Enumerable.Range(0, 501).Select(number => ($"nobody{number}", "1", "later")).ToArray();
        await calls.CallAsync(flow, 200, post.With(Outcomes(many[..500])));
        await calls.CallAsync(flow, 400, post.With(Outcomes(many)));
        await calls.CallAsync(flow, 400, post.With("""{ "outcomes": [] }"""));
        await calls.CallAsync(flow, 413, post.With(new string(' ', 600 * 1024)));
        await calls.CallAsync(flow, 415, post.With(body, "text/plain"));
    }

    private async Task ReceiptsAsync()
    {
        var upload = $"customers/{First.Date:yyyy-MM-dd}/customers.csv".Split('/');
        var route = new Dictionary<string, string> { ["source"] = upload[0], ["date"] = upload[1], ["file"] = upload[2] };
        var other = new Dictionary<string, string>(route) { ["file"] = "other.csv" };
        await CallAsync(200, "GetReceipt", "", route);
        await CallAsync(200, "GetReceipt", "?format=html", route);
        await CallAsync(400, "GetReceipt", "?format=xml", route);
        await CallAsync(404, "GetReceipt", "", other);
        await CallAsync(200, "GetRejects", "", route);
        await CallAsync(404, "GetRejects", "", other);
        await CorrectionAsync(route, other);

        var files = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = JsonNode.Parse((await CallAsync(200, "ListReceipts", $"?top=1{next}")).Text)!;
            files.AddRange(page["receipts"]!.AsArray().Select(receipt => (string)receipt!["file"]!));
            next = page["next"] is { } token ? $"&after={token}" : null;
        }
        // Uploads of one second are in any order.
        Assert.Equal([LocalApp.PathOf(Second.Date), EnquiriesOf(Second.Date)], files[..2].Order(StringComparer.Ordinal));
        Assert.Equal([LocalApp.PathOf(First.Date)], files[2..]);
        foreach (var (query, count) in new[]
        {
            ("", 3), ("?source=customers", 2), ("?source=enquiries", 1),
            ($"?source=enquiries&date={First.Date:yyyy-MM-dd}", 0), ($"?date={First.Date:yyyy-MM-dd}", 1),
            ("?source=customers&top=1", 1), ($"?source=customers&date={Second.Date:yyyy-MM-dd}&top=1", 1),
        })
        {
            var page = JsonNode.Parse((await CallAsync(200, "ListReceipts", query)).Text)!;
            Assert.Equal((query, count), (query, page["receipts"]!.AsArray().Count));
        }
        foreach (var query in new[]
        {
            "?top=0", "?top=1001", "?top=x", "?date=20.11.2026", "?source=nope", "?after=%25", "?after=eA",
        })
            await CallAsync(400, "ListReceipts", query);
    }

    private async Task CorrectionAsync(Dictionary<string, string> route, Dictionary<string, string> other)
    {
        var send = new FunctionCall("SendCorrection")
        {
            Route = route,
            Body = Encoding.UTF8.GetBytes("customerId,segment,rejectRow\r\nC00000001,senior,1\r\n"),
            ContentType = "text/csv",
        };
        var sent = JsonNode.Parse((await calls.CallAsync(flow, 202, send)).Text)!;
        Assert.Equal($"{route["source"]}/{route["date"]}/{route["file"]}.corrected.csv", (string?)sent["file"]);
        // It is an upload like any other, and another does not take its place.
        await calls.CallAsync(flow, 409, send);
        var stored = account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobClient((string)sent["file"]!);
        Assert.Equal(send.Body, (await stored.DownloadContentAsync()).Value.Content.ToArray());
        await stored.DeleteAsync();
        await calls.CallAsync(flow, 400, send with { Body = Encoding.UTF8.GetBytes("what,ever\r\n1,2\r\n") });
        await calls.CallAsync(flow, 404, send with { Route = other });
        await calls.CallAsync(flow, 413, send with { Body = new byte[SendCorrection.MaxBytes + 1] });
    }

    private Task<FunctionAnswered> ListAsync(string query, int status = 200) =>
        CallAsync(status, "GetPropensityList", query, Churn);

    private async Task ListsAsync()
    {
        var all = JsonNode.Parse((await ListAsync("?format=json")).Text)!;
        var customers = (await flow.Get<RunStore>().GetAsync(Second, default)).Customers;
        Assert.Equal(customers, all["rows"]!.AsArray().Count + Sum(all["leftOut"]!) + Sum(all["notChosen"]!));
        Assert.True((long)all["leftOut"]!["control"]! > 0);
        var earlier = JsonNode.Parse((await ListAsync($"?format=json&run={First}&pageSize=3")).Text)!;
        Assert.Equal($"{First}", (string?)earlier["run"]);
        var next = JsonNode.Parse((await ListAsync($"?format=json&run={First}&pageSize=3&after={earlier["next"]}")).Text)!;
        Assert.Equal($"{First}", (string?)next["run"]);
        await ListAsync("?format=json&order=value&channel=call");
        await ListAsync("");
        await ListAsync("?segment=senior");
        var unknown = JsonNode.Parse((await ListAsync("?segment=senoir", 400)).Text)!;
        Assert.Equal("segment", (string?)unknown["parameter"]);
        Assert.Contains("business, consumer, family, senior, student", (string?)unknown["detail"], StringComparison.Ordinal);
        await ListAsync($"?run={Second}&after={earlier["next"]}", 400);
        await ListAsync("?run=2020-01-01.1", 404);
        await CallAsync(404, "GetPropensityList", "", Unknown);
        await ListAsync($"?after={ListToken.TryParse((string)earlier["next"]!)! with { ETag = "0x8DE0" }}", 409);
        var run = await OpenAsync(RunPhase.Scoring);
        Assert.Contains("is scoring", (await ListAsync($"?run={run}", 409)).Text, StringComparison.Ordinal);
        await PhaseAsync(run, RunPhase.Failed);
        await ListAsync($"?run={run}", 409);
        await FiguresAsync();
    }

    /// <summary>Who is behind a figure: no others than it counts, and over all figures everybody on the list.</summary>
    private async Task FiguresAsync()
    {
        async Task<int> CountAsync(string where) => JsonNode.Parse((await ListAsync(
            $"?since={First}&where={Uri.EscapeDataString(where)}&format=json"
            + "&includeControl=true&includeWithoutConsent=true&includeRefused=true")).Text)!["rows"]!.AsArray().Count;
        var card = JsonNode.Parse((await CallAsync(200, "GetScorecard", $"?run={Second}&since={First}")).Text)!;
        var everybody = await CountAsync("""{"field":"decile","atLeast":1}""");
        var moved = await CountAsync("""{"field":"decileBefore","missing":true}""");
        foreach (var cell in card["migration"]!.AsArray().Where(cell => int.TryParse((string)cell!["from"]! + cell["to"], out _)))
        {
            var count = await CountAsync(
                $$"""{"all":[{"field":"decileBefore","is":{{cell!["from"]}}},{"field":"decile","is":{{cell["to"]}}}]}""");
            Assert.InRange(count, 0, (int)cell["customers"]!);
            moved += count;
        }
        Assert.Equal(everybody, moved);
        var offered = 0;
        foreach (var (offer, customers) in card["scorecard"]!["bestOffers"]!.AsObject())
        {
            var count = await CountAsync($$"""{"field":"bestOffer","is":"{{offer}}"}""");
            Assert.InRange(count, 0, (int)customers!);
            offered += count;
        }
        Assert.True(offered > 0);
        Assert.Equal(await CountAsync("""{"field":"bestOffer","missing":false}"""), offered);
        Assert.Equal(1, await CountAsync("""{"field":"cause.billing","is":true}"""));
        await ListAsync("""?since=2020-01-01.1&where={"field":"decileBefore","is":1}""", 404);
        await ListAsync("?since=yesterday", 400);
    }

    private async Task ModelsAsync()
    {
        await CallAsync(200, "GetModels");
        var zip = (await CallAsync(200, "GetModelFile", "?challenger=false", Churn)).Body;
        await CallAsync(404, "GetModelFile", "", Unknown);
        var take = new FunctionCall("TakeModel") { Route = Churn, Body = zip, ContentType = "application/zip" };
        await calls.CallAsync(flow, 201, take with { Query = "?champion=false" });
        await calls.CallAsync(flow, 400, take with { Body = [1, 2, 3] });
        await calls.CallAsync(flow, 404, take with { Route = Unknown });
        var empty = new TestAccount();
        await empty.InitializeAsync();
        await using (var beginning = new Flow(empty, Buckets))
            await calls.CallAsync(beginning, 409, take);
        await empty.DisposeAsync();
        await CallAsync(202, "RequestTraining", "?target=broadband&target=churn&trainer=logisticRegression&seed=7");
        await CallAsync(400, "RequestTraining", "?seed=-1");
        await CallAsync(404, "RequestTraining", "?target=unicorns");
    }

    private async Task RunsByHandAsync()
    {
        var open = await OpenAsync(RunPhase.Scoring);
        await CallAsync(200, "PublishEarlierRun", "", Run($"{First}"));
        await CallAsync(200, "PublishEarlierRun", "", Run($"{Second}"));
        await CallAsync(409, "PublishEarlierRun", "", Run($"{open}"));
        await CallAsync(409, "RetryRun", "", Run($"{First}"));
        await CallAsync(202, "RetryRun", "", Run($"{Second}"));
        foreach (var function in new[] { "PublishEarlierRun", "RetryRun" })
        {
            await CallAsync(400, function, "", Run("nonsense"));
            await CallAsync(404, function, "", Run("2020-01-01.1"));
        }
        var acts = JsonNode.Parse((await CallAsync(200, "GetRuns")).Text)!["runs"]!.AsArray()
            .Single(run => (string?)run!["run"] == $"{Second}")!["acts"]!.AsArray();
        Assert.Equal(["putBack", "retried"], acts.Select(act => (string?)act!["deed"]));
        await CallAsync(202, "StartBasePeriod");
        await PhaseAsync(open, RunPhase.Failed);
    }

    private async Task ErasuresAsync()
    {
        var like = (await flow.Get<OutcomeStore>().SinceAsync(DateTimeOffset.UnixEpoch, default)).Values.First()[0];
        await flow.Get<OutcomeStore>().AddAsync(like with { CustomerId = "a%2Fb" }, default);
        await CallAsync(409, "EraseCustomer", "", Id("a%2Fb"));
        await CallAsync(200, "EraseCustomer", "?exact=true", Id("a%2Fb"));
        await CallAsync(200, "EraseCustomer", "", Id("a%2Fb"));
        await CallAsync(409, "LiftErasure", "", Id("a%2Fb"));
        await CallAsync(204, "LiftErasure", "?exact=true", Id("a%2Fb"));
        await CallAsync(404, "LiftErasure", "", Id("nobody"));
        // Of two whose ids an address writes alike, the one that is meant is erased, and taken back, in any order.
        await flow.Get<OutcomeStore>().AddAsync(like with { CustomerId = "a/b" }, default);
        await flow.Get<OutcomeStore>().AddAsync(like with { CustomerId = "a%2Fb" }, default);
        await CallAsync(200, "EraseCustomer", "?exact=false", Id("a%2Fb"));
        Assert.Equal(["a%2Fb"], await OddOnesAsync());
        await CallAsync(404, "LiftErasure", "?exact=true", Id("a%2Fb"));
        await CallAsync(204, "LiftErasure", "?exact=false", Id("a%2Fb"));
        await CallAsync(200, "EraseCustomer", "?exact=false", Id("a%2Fb"));
        Assert.Equal(["a%2Fb"], await OddOnesAsync());
        await CallAsync(200, "EraseCustomer", "?exact=true", Id("a%2Fb"));
        Assert.Empty(await OddOnesAsync());
        // That an enquiry of an id was followed up is a record, too.
        await flow.Get<FollowUpStore>().AddAsync(
            new FollowUpRecord { EnquiryId = "a%2Fb", FollowUpId = "1", At = like.At, Answer = FollowUpReply.Declined }, default);
        await CallAsync(200, "EraseCustomer", "", Id("a%2Fb"));
        Assert.DoesNotContain("a%2Fb", (await flow.Get<FollowUpStore>().SinceAsync(DateOnly.MinValue, default)).Keys);
        await OpenAsync(RunPhase.Scoring);
        await CallAsync(202, "EraseCustomer", "", Id("50%41"));
        await CallAsync(409, "LiftErasure", "", Id("50%41"));
    }

    private async Task<IEnumerable<string>> OddOnesAsync() =>
        (await flow.Get<OutcomeStore>().SinceAsync(DateTimeOffset.UnixEpoch, default)).Keys.Intersect(["a/b", "a%2Fb"]);

    /// <summary>A run of the first date that stands in a phase, and that nobody goes on with.</summary>
    private async Task<RunId> OpenAsync(RunPhase phase)
    {
        var id = new RunId(First.Date, 1 + (await flow.Get<RunStore>().ListAsync(First.Date, default)).Max(run => run.Id.Number));
        var like = await flow.Get<RunStore>().GetAsync(First, default);
        await flow.Get<RunStore>().TryOpenAsync(
            like with { Id = id, Phase = phase, Customers = null, PublishedAt = null }, default);
        return id;
    }

    private Task PhaseAsync(RunId run, RunPhase phase) =>
        flow.Get<RunStore>().ChangeAsync(run, state => state with { Phase = phase }, default);

    private Task<FunctionAnswered> CallAsync(
        int status, string function, string query = "", Dictionary<string, string>? route = null) =>
        calls.CallAsync(flow, status, new FunctionCall(function) { Query = query, Route = route ?? [] });

    private static Dictionary<string, string> Id(string id) => new() { ["id"] = id };

    private static Dictionary<string, string> Run(string run) => new() { ["run"] = run };

    private static string Outcomes(params (string Customer, string Id, string Reply)[] said)
    {
        var outcomes = said.Select(outcome => new JsonObject
        {
            ["customerId"] = outcome.Customer,
            ["outcomeId"] = outcome.Id,
            ["offer"] = "tv",
            ["reply"] = outcome.Reply,
            ["channel"] = "call",
        });
        return new JsonObject { ["outcomes"] = new JsonArray([.. outcomes]) }.ToJsonString();
    }

    private static IEnumerable<int> Statuses(JsonNode answer) =>
        answer["outcomes"]!.AsArray().Select(outcome => (int)outcome!["status"]!);

    private static long Sum(JsonNode counts) => counts.AsObject().Sum(rule => (long)rule.Value!);
}
