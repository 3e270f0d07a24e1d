using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

public class PublishedNightTests(PublishedNights nights) : IClassFixture<PublishedNights>
{
    private readonly LocalApp local = nights.Local;

    [Fact]
    public async Task EveryRowOfTheExtractIsAccountedFor()
    {
        var receipt = await local.ReceiptAsync(LocalApp.PathOf(nights.First.Date));

        Assert.Equal("accepted with warnings", (string?)receipt["status"]);
        Assert.Equal(
            (long)receipt["read"]!, (long)receipt["accepted"]! + (long)receipt["repaired"]! + (long)receipt["rejected"]!);
        Assert.True((long)receipt["repaired"]! > 0);
        Assert.True((long)receipt["rejected"]! > 0);
    }

    [Fact]
    public async Task EveryCleanCustomerHasARecordOfEachKind()
    {
        var receipt = await local.ReceiptAsync(LocalApp.PathOf(nights.Second.Date));
        var clean = (long)receipt["accepted"]! + (long)receipt["repaired"]!;

        foreach (var kind in Enum.GetValues<RecordKind>())
            Assert.Equal(clean, (await CustomersAsync(nights.Second, kind)).Count);
    }

    [Fact]
    public async Task TheAppIsReadyAndDescribesItsCalls()
    {
        var health = await local.GetAsync("api/health");
        var description = await local.GetAsync("api/openapi.json");
        var receipts = await local.GetAsync("api/receipts?top=1");

        Assert.True((bool)health["ready"]!);
        Assert.NotNull(health["run"]);
        Assert.StartsWith("3.1.", (string?)description["openapi"], StringComparison.Ordinal);
        // The words come from files beside the assemblies.
        Assert.NotNull(description["components"]!["schemas"]!["PromptAnswer"]!["description"]);
        Assert.NotNull(receipts["next"]);
    }

    [Fact]
    public async Task OutcomesOfSeveralCustomersAreTakenInOneCall()
    {
        var (id, offer) = await SomebodyWithAnOfferAsync();
        var body = new
        {
            outcomes = new[]
            {
                new { customerId = id, outcomeId = "batch-1", offer, reply = "noAnswer" },
                new { customerId = Extracts.OddIds[0], outcomeId = "batch-1", offer, reply = "noAnswer" },
            },
        };

        var answer = await (await local.Http.PostAsJsonAsync("api/outcomes", body)).Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal(2, (int)answer!["recorded"]!);
        var customer = await local.GetAsync($"api/customers/{Uri.EscapeDataString(Extracts.OddIds[0])}");
        Assert.Equal(Extracts.OddIds[0], (string?)customer["customerId"]);
        Assert.Equal("batch-1", (string?)customer["outcomes"]![0]!["outcomeId"]);
    }

    [Fact]
    public async Task AnyCustomerIdFindsItsWayFromTheExtractToTheUrlAndBack()
    {
        foreach (var id in Extracts.OddIds)
            Assert.Equal(id, (string?)(await local.GetAsync($"api/customers/{Uri.EscapeDataString(id)}/prompts"))["customerId"]);
    }

    [Fact]
    public async Task AnAnswerSaysOfWhichRunItIsAndHowOld()
    {
        var id = (await CustomersAsync(nights.Second, RecordKind.Offers))[0];

        var answer = await local.GetAsync($"api/customers/{Uri.EscapeDataString(id)}/prompts?channel=call");

        Assert.Equal(nights.Second.ToString(), (string?)answer["run"]);
        Assert.NotNull(answer["asOf"]);
        // The extract has labels in columns: it tells of 90 days before.
        Assert.Equal(nights.Second.Date.AddDays(-90), DateOnly.Parse((string)answer["factsAsOf"]!));
        Assert.NotNull(answer["stale"]);
        Assert.NotEmpty(answer["prompts"]!.AsArray());
    }

    [Theory]
    [InlineData("api/customers/nobody/prompts", HttpStatusCode.NotFound, null)]
    [InlineData("api/customers/nobody/prompts?channel=pigeon", HttpStatusCode.BadRequest, "channel")]
    [InlineData("api/lists/unicorns", HttpStatusCode.NotFound, null)]
    [InlineData("api/lists/churn?min=often", HttpStatusCode.BadRequest, "min")]
    [InlineData("api/lists/churn?top=-1", HttpStatusCode.BadRequest, "top")]
    [InlineData("api/lists/churn?format=xml", HttpStatusCode.BadRequest, "format")]
    [InlineData("api/scorecard?run=yesterday", HttpStatusCode.BadRequest, "run")]
    [InlineData("api/scorecard?run=2020-01-01.1", HttpStatusCode.NotFound, null)]
    public async Task BadRequestsGetAProblemDocument(string path, HttpStatusCode status, string? parameter)
    {
        var answer = await local.Http.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal((int)status, (int)problem!["status"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.Equal(parameter, (string?)problem["parameter"]);
    }

    [Fact]
    public async Task ListsHoldNobodyOfTheControlGroupAndNobodyWithoutConsentUnlessAskedFor()
    {
        var contactable = await ListAsync("api/lists/churn?channel=email&format=csv");
        var everybody = await ListAsync(
            "api/lists/churn?channel=email&includeControl=true&includeWithoutConsent=true&format=csv");

        Assert.NotEmpty(contactable);
        Assert.All(contactable, entry => Assert.Contains("email", entry["consents"], StringComparison.Ordinal));
        Assert.All(contactable, entry => Assert.Equal("false", entry["control"]));
        Assert.Contains(everybody, entry => entry["control"] == "true");
        Assert.Contains(everybody, entry => !entry["consents"].Contains("email", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheScorecardCountsEveryCustomerAndMovesSinceTheNightBefore()
    {
        var answer = await local.GetAsync("api/scorecard");

        var customers = (await CustomersAsync(nights.Second, RecordKind.Value)).Count;
        Assert.Equal(customers, (long)answer["scorecard"]!["total"]!["sums"]!["customers"]!);
        Assert.Equal(customers, answer["scorecard"]!["deciles"]!.AsArray().Sum(decile => (long)decile!["sums"]!["customers"]!));
        Assert.NotNull(answer["movement"]);
    }

    [Fact]
    public async Task TheScorecardSinceAnotherRunHasItsMigrationItsProofAndTheBestSplitOfABudget()
    {
        var answer = await local.GetAsync($"api/scorecard?run={nights.Second}&since={nights.First}&budget=500");

        var change = (decimal)answer["migration"]!.AsArray().Sum(flow => (decimal)flow!["change"]!);
        Assert.Equal((decimal)answer["movement"]!["total"]!["value"]!, change);
        var total = answer["proof"]!.AsArray().Single(line => (string?)line!["name"] == "total")!;
        Assert.True((long)total["treated"]! > (long)total["control"]!);
        Assert.Equal(500m, (decimal)answer["plan"]!["budget"]!);
        Assert.True((decimal)answer["plan"]!["spend"]! <= 500m);
        Assert.InRange((decimal)answer["plan"]!["net"]! / (decimal)answer["plan"]!["bound"]!, 0.99m, 1m);
        var causes = answer["causes"]!.AsArray().Where(cause => (string?)cause!["group"] == "total").ToArray();
        Assert.Equal(change, causes.Sum(cause => (decimal)cause!["value"]!));
        Assert.NotNull(answer["penetration"]);
    }

    [Theory]
    [InlineData("since=2020-01-01.1", HttpStatusCode.NotFound)]
    [InlineData("since=lately", HttpStatusCode.BadRequest)]
    [InlineData("budget=-1", HttpStatusCode.BadRequest)]
    [InlineData("budget=much", HttpStatusCode.BadRequest)]
    public async Task AScorecardSaysWhatItCannotUse(string query, HttpStatusCode status) =>
        Assert.Equal(status, (await local.Http.GetAsync($"api/scorecard?{query}")).StatusCode);

    [Fact]
    public async Task StoredRowsReplayToTheSameDecisionsByteForByte()
    {
        var portfolio = Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), ""));
        var blobs = new Azure.Storage.Blobs.BlobServiceClient(local.Storage);
        var cuts =
            (await blobs.GetBlobContainerClient(Containers.Scorecards).ReadJsonAsync<Value.ValueCutPoints>(
            "cut-points.json", default))!;
        var table = new TableClient(local.Storage, nights.Second.Table(RecordKind.Offers));
        for (var bucket = 0; bucket < 4; bucket++)
        {
            var scored = await new Scoring.ScoredRowStore(blobs).ReadAsync(nights.Second, bucket, portfolio.Customers, default);
            var recovering = new Snapshots.RecoveringStore(blobs, portfolio.Sources);
            scored = scored with { Recovering = await recovering.ReadAsync(nights.Second, bucket, default) };
            foreach (var record in Offers.Decisions.Make(scored, portfolio.Decisions, cuts).Offers)
            {
                var key = CustomerKey.Of(record.CustomerId);
                TableEntity stored = await table.GetEntityAsync<TableEntity>(key.Partition, key.Row);
                var replayed = Offers.OfferEntity.Of(record);
                Assert.All(replayed.Keys, name => Assert.Equal(replayed[name], stored[name]));
            }
        }
    }

    [Fact]
    public async Task TheSameExtractAgainChangesNothing()
    {
        var before = await StorageDigest.OfAsync(local.Storage, nights.First);
        var again = $"customers/{nights.First.Date:yyyy-MM-dd}/again.csv";

        await local.UploadAsync(again, await Extracts.OfNightAsync(0));
        await local.ReceiptAsync(again);

        Assert.Null(await local.StateAsync(nights.First with { Number = 2 }));
        Assert.Equal(before, await StorageDigest.OfAsync(local.Storage, nights.First));
    }

    [Fact]
    public async Task AnOlderNightIsPutBackInOneWriteAndTheNewerAgain()
    {
        var known = (await CustomersAsync(nights.First, RecordKind.Offers))
            .Intersect(await CustomersAsync(nights.Second, RecordKind.Offers)).First();

        await PublishAsync(nights.First);
        var old = await local.GetAsync($"api/customers/{Uri.EscapeDataString(known)}/prompts");
        await PublishAsync(nights.Second);
        var current = await local.GetAsync($"api/customers/{Uri.EscapeDataString(known)}/prompts");

        Assert.Equal(nights.First.ToString(), (string?)old["run"]);
        Assert.Equal(nights.Second.ToString(), (string?)current["run"]);
    }

    [Fact]
    public async Task AnOlderNightThatArrivesLateIsPublishedButDoesNotBecomeCurrent()
    {
        var late = new RunId(nights.First.Date.AddDays(-1), 1);

        await local.UploadAsync(LocalApp.PathOf(late.Date), await Extracts.OfNightAsync(0));
        await local.PublishedAsync(late);

        Assert.NotEqual(late.ToString(), (string?)(await local.GetAsync("api/runs"))["current"]);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("2020-01-01.1", HttpStatusCode.NotFound)]
    public async Task OnlyARunThatExistsCanBePutBack(string run, HttpStatusCode status) =>
        Assert.Equal(status, (await local.Http.PostAsync($"api/runs/{run}/publish", null)).StatusCode);

    [Fact]
    public async Task ADeclinedOfferIsNotMadeAgainOnTheNextCall()
    {
        var (id, offer) = await SomebodyWithAnOfferAsync();
        var path = $"api/customers/{Uri.EscapeDataString(id)}";

        var reply = await local.Http.PostAsJsonAsync($"{path}/outcomes", new { offer, reply = "declined", channel = "call" });
        reply.EnsureSuccessStatusCode();

        var answer = await local.GetAsync($"{path}/prompts?channel=call");
        Assert.DoesNotContain(answer["prompts"]!.AsArray(), prompt => (string?)prompt!["offer"] == offer);
    }

    [Fact]
    public async Task APageThatIsForgedOrOfAListThatChangedIsSaidPlainly()
    {
        var first = await local.Http.GetAsync("api/lists/churn?pageSize=2&includeWithoutConsent=true");
        var link = first.Headers.GetValues("Link").Single();
        var next = link[(link.IndexOf("after=", StringComparison.Ordinal) + 6)..link.IndexOf('>')];
        var token = Lists.ListToken.TryParse(Uri.UnescapeDataString(next))!;
        async Task<HttpStatusCode> StatusAsync(Lists.ListToken after) =>
            (await local.Http.GetAsync($"api/lists/churn?after={after}")).StatusCode;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(token with { Position = token.Position + 1 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(token with { Position = token.Position - 9 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(token with { Position = long.MaxValue / 2 }));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(token with { ETag = "0x8DE0" }));
        Assert.Equal(
            HttpStatusCode.NotFound, await StatusAsync(token with { Run = new RunId(new DateOnly(2020, 1, 1), 1) }));
    }

    [Fact]
    public async Task AnOutcomeOfOneIdCountsOnce()
    {
        var (id, offer) = await SomebodyWithAnOfferAsync();
        var path = $"api/customers/{Uri.EscapeDataString(id)}/outcomes";
        var outcome = new { offer, reply = "noAnswer", channel = "call", outcomeId = "desk-7.42" };

        var first = await local.Http.PostAsJsonAsync(path, outcome);
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => local.Http.PostAsJsonAsync(path, outcome)));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.All(twice, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await twice[0].Content.ReadAsStringAsync());
        var stored = new Azure.Data.Tables.TableClient(local.Storage, Storage.Tables.Outcomes)
            .Query<Azure.Data.Tables.TableEntity>($"OutcomeId eq 'desk-7.42'");
        Assert.Single(stored);
        var other = await local.Http.PostAsJsonAsync(path, new { offer, reply = "accepted", outcomeId = "desk-7.42" });
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task NoMessageIsPoison() => Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));

    private async Task PublishAsync(RunId run) =>
        (await local.Http.PostAsync($"api/runs/{run}/publish", null)).EnsureSuccessStatusCode();

    /// <summary>The entries of a list whose cells need no quotes, by column.</summary>
    private async Task<List<Dictionary<string, string>>> ListAsync(string path)
    {
        var lines = (await local.Http.GetStringAsync(path))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = lines[0].Split(',');
        return [.. lines.Skip(1)
            .Where(line => !line.Contains('"', StringComparison.Ordinal))
            .Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private async Task<(string Customer, string Offer)> SomebodyWithAnOfferAsync()
    {
        foreach (var id in await CustomersAsync(nights.Second, RecordKind.Offers))
        {
            var answer = await local.GetAsync($"api/customers/{Uri.EscapeDataString(id)}/prompts?channel=call");
            if (answer["prompts"]!.AsArray().FirstOrDefault(prompt => (string?)prompt!["kind"] == "sale") is { } sale)
                return (id, (string)sale["offer"]!);
        }
        throw new InvalidOperationException("Nobody has an offer to buy something.");
    }

    private async Task<List<string>> CustomersAsync(RunId run, RecordKind kind)
    {
        var ids = new List<string>();
        await foreach (var entity in new TableClient(local.Storage, run.Table(kind))
            .QueryAsync<TableEntity>(select: ["CustomerId"]))
            ids.Add(entity.GetString("CustomerId"));
        return ids;
    }
}
