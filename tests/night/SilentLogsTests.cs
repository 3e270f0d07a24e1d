using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// What the app and its host log of two whole nights, of every call about a person and of that person's erasure is searched for
/// planted values: nothing of a person is there, and no key.
/// </summary>
public class SilentLogsTests
{
    private const string Person = "Planted-Id-4711";
    private const string Key = "planted-function-key-f00dcafe";
    private static readonly RunId First = new(Extracts.FirstNight, 1);
    private static readonly RunId Second = new(Extracts.FirstNight.AddDays(1), 1);

    /// <summary>Pieces of what stands in the extracts and in the calls.</summary>
    private static readonly string[] Planted =
        [Person, "Plantagenet", "planted@example.com", "5550147114711", "planted-outcome", "planted-agent", Key];

    [Fact]
    public async Task NothingOfAPersonAndNoKeyIsLogged()
    {
        await using var local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        local.Http.DefaultRequestHeaders.Add("x-functions-key", Key);
        await RefusedFilesAsync(local);
        await local.UploadAsync(LocalApp.PathOf(First.Date), await NightAsync());
        await local.PublishedAsync(First);
        await CallsAsync(local);

        Assert.Equal(HttpStatusCode.OK, (await local.Http.DeleteAsync($"api/customers/{Person}")).StatusCode);
        await local.UploadAsync(LocalApp.PathOf(Second.Date), await NightAsync());
        await local.PublishedAsync(Second);
        Assert.Equal(HttpStatusCode.NotFound, (await local.Http.GetAsync($"api/customers/{Person}/prompts")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await local.Http.DeleteAsync($"api/erasures/{Person}")).StatusCode);
        await BrokenBucketAsync(local);

        var log = await LogAsync(local);
        // The log is the right one, and whole: from the first cleaning to the fault at the end.
        Assert.All(
            ["rows read =", $"Run {First} published", "Erased a customer", "rows of theirs are taken again",
                "Exception while executing function: WriteValueRecords"],
            said => Assert.Contains(said, log, StringComparison.Ordinal));
        Assert.All(
            [.. Planted, AccountKey(local)], planted => Assert.DoesNotContain(planted, log, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task RefusedFilesAsync(LocalApp local)
    {
        var row = $"{Person},Plantagenet,planted@example.com,5550147114711";
        (string Name, string Text)[] files =
            [($"customers/{First.Date:yyyy-MM-dd}/headerless.csv", $"{row}\n{row}\n"),
                ($"customers/{First.Date:yyyy-MM-dd}/rejects.csv", $"customerId,name,email,phone\n{row}\n\"{row}\n{row},more\n"),
                ($"nobody/{First.Date:yyyy-MM-dd}/unknown.csv", $"{row}\n"), ("customers/undated.csv", $"{row}\n")];
        foreach (var (name, text) in files)
            await local.UploadAsync(name, Encoding.UTF8.GetBytes(text));
        foreach (var (name, _) in files)
            await local.ReceiptAsync(name);
    }

    /// <summary>A night with the person in it, once sound and once in every kind of row that is rejected.</summary>
    private static async Task<byte[]> NightAsync()
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        var sound = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        // The columns behind id, name, e-mail and phone.
        var rest = string.Join(',', sound.Split(',').Skip(4));
        var person = $"{Person},Plantagenet,planted@example.com,5550147114711,{rest}";
        return Encoding.UTF8.GetBytes(
            $"{text}{person}\n{person}\n{person},one too many\n{Person},Plantagenet\n{Person},\"Plantagenet,planted@example.com\n"
            + $"{Person}x,Plantagenet,planted@example.com,5550147114711,{rest.Replace("consumer", "Plantagenet")}\n");
    }

    private static async Task CallsAsync(LocalApp local)
    {
        var path = $"api/customers/{Person}";
        Assert.Equal(HttpStatusCode.OK, (await local.Http.GetAsync($"{path}/prompts?channel=call")).StatusCode);
        await local.Http.GetAsync($"{path}/prompts?channel=planted@example.com");
        Assert.Equal(HttpStatusCode.OK, (await local.Http.GetAsync($"{path}/decisions")).StatusCode);
        string[] bodies =
            ["""{"offer": "eBilling", "reply": "declined", "agent": "planted-agent", "outcomeId": "planted-outcome"}""",
                """{"offer": "Plantagenet", "reply": "declined"}""", """{"offer": "planted@example.com", """, "Plantagenet"];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await local.Http.PostAsync($"{path}/outcomes", content);
        }
        string[] finders =
            ["""{ "phone": "5550147114711", "email": "planted@example.com" }""", """{ "phone": "Plantagenet" }"""];
        foreach (var body in finders)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await local.Http.PostAsync("api/customers/find", content);
        }
        await local.Http.GetAsync($"api/lists/churn?min=0&segment=Plantagenet&code={Key}");
        await local.Http.GetAsync("api/runs");
    }

    /// <summary>A step that fails on the very rows of the person, as often as the host tries it.</summary>
    private static async Task BrokenBucketAsync(LocalApp local)
    {
        var scored = new BlobContainerClient(local.Storage, Containers.Scored);
        var run = new RunId(Second.Date, 7);
        var sound = (await scored.GetBlobClient($"{Second}/000.csv").DownloadContentAsync()).Value.Content.ToString();
        var header = sound[..sound.IndexOf('\n', StringComparison.Ordinal)];
        await scored.GetBlobClient($"{run}/000.csv").UploadAsync(
            BinaryData.FromString($"{header}\n{string.Join(',', header.Split(',').Select(_ => "Plantagenet"))}\n{Person}\n"),
            overwrite: true);
        var queue = new Azure.Storage.Queues.QueueClient(
            local.Storage, Queues.WriteValue,
            new Azure.Storage.Queues.QueueClientOptions { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 });
        await queue.SendMessageAsync($$"""{"Run": "{{run}}", "Bucket": 0}""");
        await local.UntilAsync(
            "the broken bucket is given up on",
            async () => (await PoisonQueues.WithMessagesAsync(local.Storage)).Any());
    }

    private static async Task<string> LogAsync(LocalApp local)
    {
        var text = new StringBuilder();
        foreach (var app in local.Apps)
        {
            await using var file = new FileStream(app.Log.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            text.Append(await reader.ReadToEndAsync());
        }
        return text.ToString();
    }

    private static string AccountKey(LocalApp local) =>
        local.Storage.Split(';').First(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];
}
