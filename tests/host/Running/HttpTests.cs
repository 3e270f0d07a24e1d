using System.Net;
using System.Text.Json;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>What the genuine host does with requests, in the places where another host might do otherwise.</summary>
[Collection(SharedHostTests.Name)]
public sealed class HttpTests(SharedHost shared)
{
    private readonly HttpClient http = shared.Http;

    [Theory]
    [InlineData("GET", "api/echo/7?top=3&x=", "", "7", "?top=3&x=")]
    [InlineData("PUT", "API/Echo", "text", null, "")]
    [InlineData("DELETE", "api/echo/a%20b", "", "a b", "")]
    public async Task ARequestReachesTheFunctionAsItCame(string method, string path, string body, string? id, string query)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body.Length > 0 ? new StringContent(body) : null;
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var echo = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            (method, id, query, body, http.BaseAddress!.Authority),
            (Text(echo, "method")!, Text(echo, "id"), Text(echo, "query")!, Text(echo, "body")!, Text(echo, "host")!));
    }

    [Theory]
    [InlineData("GET", "nothing")]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "echo/7")]
    [InlineData("GET", "api/Size")]
    [InlineData("HEAD", "api/SaysNothing")]
    [InlineData("OPTIONS", "api/SaysNothing")]
    [InlineData("GET", "api/SwitchedOff")]
    [InlineData("POST", "api/Twice")]
    public async Task UnknownRoutesAndMethodsAreNotFoundAndSoAreDisabledAndFaultyFunctions(string method, string path)
    {
        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task OfTwoRoutesTheFunctionWinsWhoseNameComesFirstEvenOverALiteral() =>
        Assert.Equal("by name", await http.GetStringAsync("api/pages/home"));

    [Fact]
    public async Task AFunctionWithoutAnswerIsOkAndEmpty()
    {
        using var response = await http.GetAsync("api/SaysNothing");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task AFailedFunctionIsAnEmpty500AndItsFaultStandsInTheLog()
    {
        using var response = await http.GetAsync("api/Throws");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        await shared.Host.SaysAsync("System.InvalidOperationException: on purpose GET");
    }

    [Theory]
    [InlineData("Echo", null, null, HttpStatusCode.OK)]
    [InlineData("ForFunctionKey", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctionKey", "wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("ForFunctionKey", SharedHost.FunctionKey, null, HttpStatusCode.OK)]
    [InlineData("ForFunctionKey", null, SharedHost.FunctionKey, HttpStatusCode.OK)]
    [InlineData("ForFunctionKey", SharedHost.MasterKey, null, HttpStatusCode.OK)]
    [InlineData("ForMasterKey", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("ForMasterKey", SharedHost.FunctionKey, null, HttpStatusCode.Unauthorized)]
    [InlineData("ForMasterKey", SharedHost.MasterKey, null, HttpStatusCode.OK)]
    public async Task KeysOpenWhatTheyAreFor(string function, string? header, string? code, HttpStatusCode expected)
    {
        var query = code is null ? "" : $"?code={Uri.EscapeDataString(code)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{function}{query}");
        if (header is not null)
            request.Headers.Add("x-functions-key", header);
        using var response = await http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task AnAnswerIsNotBuffered()
    {
        using var response = await http.GetAsync("api/Streams", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        var first = new char["first ".Length];
        await reader.ReadBlockAsync(first);
        // The function waits for this: had its answer been buffered, nothing would have come.
        using var released = await http.PostAsync("api/Release", null);
        Assert.Equal("first second", new string(first) + await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData(20, HttpStatusCode.OK)]
    [InlineData(40, HttpStatusCode.InternalServerError)]
    public async Task ARequestMayHaveWhatTheWorkerAllows(int megabytes, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(new byte[megabytes << 20]);
        using var response = await http.PostAsync("api/Size", content);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task ManyRequestsAtOnceAreAllAnswered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => http.GetStringAsync($"api/echo/{i}")));
        Assert.All(answers, (answer, i) => Assert.Contains($"\"id\":\"{i}\"", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OutputsGoToTheirQueuesAndTheAnswerToTheCaller()
    {
        using var response = await http.PostAsync("api/Sends", null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["one", "two"], (await shared.TakeAsync("sent-texts", 2)).Order());
        Assert.Equal(["""{"Item":"tv","Count":5}"""], await shared.TakeAsync("sent-orders", 1));
        Assert.Equal((0, 0), (await shared.CountAsync("sent-texts"), await shared.CountAsync("sent-nothing")));
    }

    [Theory]
    [InlineData("FromFile", "of the file")]
    [InlineData("FromBoth", "of the environment")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")]
    [InlineData("Host__MasterKey", "(none)")]
    [InlineData("DOTNET_STARTUP_HOOKS", "(none)")]
    public async Task SettingsReachTheWorkerButKeysDoNot(string name, string value) =>
        Assert.Equal(value, await http.GetStringAsync($"api/settings/{name}"));

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(SharedHost.MasterKey, HttpStatusCode.OK)]
    public async Task TheStatusIsForTheMasterKey(string? key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "admin/host/status");
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var response = await http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task TheWorkersRecordsStandInTheLogWithLevelAndCategory()
    {
        using var response = await http.GetAsync("api/Logs");
        await shared.Host.SaysAsync("info ReapFunctions.Host.TestApp.HttpFunctions: a piece of news");
        await shared.Host.SaysAsync("fail ReapFunctions.Host.TestApp.HttpFunctions: a failure");
        await shared.Host.SaysAsync("System.InvalidOperationException: with a reason");
        Assert.DoesNotContain("not to be seen", shared.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFunctionWithTwoBindingsOfOneNameIsInErrorAndNamed() =>
        await shared.Host.SaysAsync("fail Host: Function Twice is in error and does not run: Multiple bindings");

    private static string? Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString();
}
