using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Night.Tests;

/// <summary>A receipt has an address: that of the file which it is of.</summary>
public class ReceiptAddressTests : FlowTest
{
    private const string File = "customers.csv";

    private static readonly string Upload = $"customers/2026-11-20/{File}";

    [Fact]
    public async Task TheReceiptIsThatOfTheLatestUpload()
    {
        var wrong = Encoding.UTF8.GetBytes("a;b\n1;2\n");
        await flow.CleanRefusedAsync(Upload, wrong);
        Assert.Equal("refused", Verdict((await GetAsync("")).Body));
        Assert.Contains("No row of", (await RejectsAsync()).Body);

        await flow.CleanAsync(Upload, await Extracts.OfNightAsync(0));
        var (status, type, body) = await GetAsync("");
        Assert.Equal((200, "application/json"), (status, type));
        Assert.Equal((Upload, "accepted"), ((string?)JsonNode.Parse(body)!["file"], Verdict(body)));

        // Other files whose names begin alike are others.
        await flow.CleanRefusedAsync($"{Upload}.gz", wrong);
        Assert.Equal("accepted", Verdict((await GetAsync("json")).Body));
    }

    [Fact]
    public async Task ItIsAPageAndHasItsRejectedRows()
    {
        var rows = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        var broken = rows + rows.Split('\n')[1].Split(',')[0] + "x,cut\n";
        await flow.CleanAsync(Upload, Encoding.UTF8.GetBytes(broken));

        var page = await GetAsync("html");
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Type));
        Assert.Contains("<html", page.Body);
        Assert.Equal(400, (await GetAsync("rejects")).Status);
        var rejects = await RejectsAsync();
        Assert.Equal((200, "text/csv; charset=utf-8"), (rejects.Status, rejects.Type));
        Assert.Contains("rejectReason", rejects.Body);
        Assert.Contains(",cut", rejects.Body);
    }

    [Fact]
    public async Task WhatIsNotThereIsSaidToBeSo()
    {
        Assert.Equal(404, (await GetAsync("")).Status);
        Assert.Equal(404, (await RejectsAsync()).Status);
        await flow.CleanAsync(Upload, await Extracts.OfNightAsync(0));
        var (status, _, body) = await GetAsync("xml");
        Assert.Equal(400, status);
        Assert.Contains("json or html", body);
    }

    private static string Verdict(string receipt) => ((string)JsonNode.Parse(receipt)!["status"]!).Split(' ')[0];

    private Task<(int Status, string? Type, string Body)> GetAsync(string format) =>
        AnswerAsync($"?format={format}", request =>
            flow.New<GetReceipt>().RunAsync(request, "customers", "2026-11-20", File, default));

    private Task<(int Status, string? Type, string Body)> RejectsAsync() =>
        AnswerAsync("", request => flow.New<GetRejects>().RunAsync(request, "customers", "2026-11-20", File, default));

    private async Task<(int Status, string? Type, string Body)> AnswerAsync(
        string query, Func<HttpRequest, Task<IResult>> call)
    {
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.QueryString = new QueryString(query);
        using var body = new MemoryStream();
        context.Response.Body = body;
        await (await call(context.Request)).ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
