using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Local.Tests.Worker.Support;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Tests.Worker;

/// <summary>HTTP functions need no storage.</summary>
public sealed class HttpTriggerTests
{
    private readonly Dictionary<string, string?> settings = new() { ["urls"] = "http://127.0.0.1:0" };
    private readonly Calls calls = new();

    [Fact]
    public async Task RouteValuesAndQueryValuesBindByName()
    {
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal("""{"id":"a b","top":7,"query":"7"}""", await app.Http.GetStringAsync("api/things/a%20b?top=7"));
    }

    [Fact]
    public async Task AMissingNullableValueIsNull()
    {
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal("""{"id":"x","top":null,"query":""}""", await app.Http.GetStringAsync("api/things/x"));
    }

    [Fact]
    public async Task AQueryValueThatDoesNotConvertFailsTheInvocation()
    {
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(app, "api/things/x?top=many"));
    }

    [Fact]
    public async Task AnActionResultIsExecuted()
    {
        await using var app = await StartAsync(typeof(GetsActionResult));
        using var response = await app.Http.DeleteAsync("api/GetsActionResult");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"method":"DELETE"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AnyOtherReturnedValueIsAnEmptyAnswer()
    {
        await using var app = await StartAsync(typeof(GetsOtherValue));
        using var response = await app.Http.GetAsync("api/GetsOtherValue");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AnExceptionIsAnEmpty500WithoutWhatTheFunctionHadSet()
    {
        await using var app = await StartAsync(typeof(Throws));
        using var response = await app.Http.GetAsync("api/Throws");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("X-Half"));
    }

    [Fact]
    public async Task OnlyTheDeclaredVerbsAndRoutesAreServed()
    {
        await using var app = await StartAsync(typeof(GetsResult));
        using var wrongVerb = await app.Http.PostAsync("api/things/x", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongVerb.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, "things/x"));
    }

    [Theory]
    [InlineData("v1", "v1/things/x")]
    [InlineData("", "things/x")]
    public async Task TheRoutePrefixOfHostJsonStandsBeforeEveryRoute(string prefix, string path)
    {
        settings["AzureFunctionsJobHost:extensions:http:routePrefix"] = prefix;
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, "api/things/x"));
    }

    [Fact]
    public async Task PropertiesOfAJsonBodyBindByNameAndTheBodyCanStillBeRead()
    {
        await using var app = await StartAsync(typeof(PostsBody));
        using var body = new StringContent("""{"from":"body","where":"ignored"}""", Encoding.UTF8, "application/json");
        using var response = await app.Http.PostAsync("api/bodies/route", body);
        Assert.Equal("""route body {"from":"body","where":"ignored"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TheWorkersOwnRequestAndResponseWork()
    {
        await using var app = await StartAsync(typeof(UsesWorkerTypes));
        using var response = await app.Http.GetAsync("api/UsesWorkerTypes?q=5");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["5"], response.Headers.GetValues("X-Query"));
        Assert.StartsWith("seen=yes", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal("""{"Item":"tv","Count":2}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task EachInvocationHasAScopeOfItsOwn()
    {
        var builder = TestApp.Builder(settings, calls, typeof(UsesScope));
        builder.Services.AddScoped<Counter>().AddHttpContextAccessor();
        await using var app = await TestApp.StartAsync(builder);
        var one = await app.Http.GetStringAsync("api/UsesScope");
        var two = await app.Http.GetStringAsync("api/UsesScope");
        Assert.StartsWith("True ", one, StringComparison.Ordinal);
        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task TheTimeLimitOfHostJsonCancelsAFunction()
    {
        settings["AzureFunctionsJobHost:functionTimeout"] = "00:00:01";
        await using var app = await StartAsync(typeof(WaitsForCancellation));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(app, "api/WaitsForCancellation"));
    }

    [Fact]
    public async Task AStopCancelsARequestThatOutlivesTheGrace()
    {
        settings["ReapLocalHost:ShutdownGrace"] = "00:00:00.5";
        var app = await StartAsync(typeof(WaitsForCancellation));
        var answer = app.Http.GetAsync("api/WaitsForCancellation");
        await calls.ForAsync(1);
        await app.StopAsync();
        using var response = await answer;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task WithoutKeysNothingIsChecked()
    {
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "api/things/x"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("other", HttpStatusCode.Unauthorized)]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData("any", HttpStatusCode.OK)]
    [InlineData("master", HttpStatusCode.OK)]
    public async Task AFunctionAsksForItsKeyTheDefaultKeyOrTheMasterKey(string? key, HttpStatusCode expected)
    {
        AddKeys();
        await using var app = await StartAsync(typeof(GetsResult));
        Assert.Equal(expected, await StatusAsync(app, "api/things/x", key));
        Assert.Equal(expected, await StatusAsync(app, "api/things/x?code=" + key));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("any", HttpStatusCode.Unauthorized)]
    [InlineData("master", HttpStatusCode.OK)]
    public async Task AnAdminFunctionAsksForTheMasterKey(string? key, HttpStatusCode expected)
    {
        AddKeys();
        await using var app = await StartAsync(typeof(AdminOnly));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/operate");
        request.Headers.Add("x-functions-key", key);
        using var response = await app.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task AnAnonymousFunctionAsksForNoKeyAndOneWithoutLevelForTheFunctionsKey()
    {
        AddKeys();
        await using var app = await StartAsync(typeof(GetsOtherValue), typeof(WithoutLevel));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "api/GetsOtherValue"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, "api/WithoutLevel"));
    }

    [Fact]
    public void OtherMachinesAreServedOnlyWithKeys()
    {
        settings["urls"] = "http://0.0.0.0:0";
        var fault = Assert.Throws<MisdeclaredFunctionsException>(TestApp.Builder(settings, calls, typeof(GetsResult)).Build);
        Assert.Contains("HostKeys__default", fault.Message, StringComparison.Ordinal);
        AddKeys();
        TestApp.Builder(settings, calls, typeof(GetsResult)).Build().Dispose();
    }

    private Task<TestApp> StartAsync(params Type[] functions) => TestApp.StartAsync(settings, calls, functions);

    private void AddKeys()
    {
        settings["HostKeys:_master"] = "master";
        settings["HostKeys:default"] = "any";
        settings["HostKeys:GetsResult"] = "own";
        settings["HostKeys:Another"] = "other";
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", key);
        using var response = await app.Http.SendAsync(request);
        return response.StatusCode;
    }
}
