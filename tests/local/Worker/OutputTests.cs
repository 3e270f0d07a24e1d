using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReapFunctions.Local.Tests.Azurite;
using ReapFunctions.Local.Tests.Worker.Support;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class OutputTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestStorage storage = new(azurite);
    private readonly Calls calls = new();

    [Fact]
    public async Task AReturnedObjectIsSentAsJsonWithItsNamesAsDeclared()
    {
        await storage.SendAsync("tv");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(SendsOne));
        Assert.Equal(["""{"Item":"tv","Count":1}"""], await TestStorage.TextsAsync(storage.Output, 1));
    }

    [Fact]
    public async Task TheAppsJsonOptionsApplyToOutputs()
    {
        await storage.SendAsync("tv");
        var builder = TestApp.Builder(storage.Settings(), calls, typeof(SendsOne));
        builder.Services.Configure<JsonSerializerOptions>(json => json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        await using var app = await TestApp.StartAsync(builder);
        Assert.Equal(["""{"item":"tv","count":1}"""], await TestStorage.TextsAsync(storage.Output, 1));
    }

    [Fact]
    public async Task EachElementOfAnArrayIsAMessage()
    {
        await storage.SendAsync("one two three");
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(SendsMany));
        Assert.Equal(["one", "three", "two"], (await TestStorage.TextsAsync(storage.Output, 3)).Order());
    }

    [Fact]
    public async Task OutputPropertiesGoToTheirQueuesAndTheResultToTheCaller()
    {
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(SendsAndAnswers));
        using var response = await app.Http.PostAsync("api/SendsAndAnswers", null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("taken", await response.Content.ReadAsStringAsync());
        Assert.Equal(["""{"Item":"tv","Count":5}"""], await TestStorage.TextsAsync(storage.Output, 1));
        Assert.Equal(["one", "two"], (await TestStorage.TextsAsync(storage.Queue, 2)).Order());
    }

    [Fact]
    public async Task ANullPropertySendsNothing()
    {
        await using var app = await TestApp.StartAsync(storage.Settings(), calls, typeof(SendsAndAnswers));
        using var response = await app.Http.PostAsync("api/SendsAndAnswers?order=no", null);
        await TestStorage.TextsAsync(storage.Queue, 2);
        Assert.Equal(0, await TestStorage.CountAsync(storage.Output));
    }

    [Fact]
    public async Task AFailedFunctionSendsNothing()
    {
        await storage.SendAsync("x");
        var settings = storage.Settings();
        settings["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "1";
        await using var app = await TestApp.StartAsync(settings, calls, typeof(FailsAfterSending));
        await TestStorage.TextsAsync(storage.Poison, 1);
        Assert.Equal(0, await TestStorage.CountAsync(storage.Output));
    }

    [Fact]
    public async Task MiddlewareMayReplaceWhatIsSent()
    {
        await storage.SendAsync("tv");
        var builder = TestApp.Builder(storage.Settings(), calls, typeof(SendsOne));
        builder.UseMiddleware(async (context, next) =>
        {
            await next();
            var result = context.GetInvocationResult<Order>();
            result.Value = result.Value! with { Count = 9 };
        });
        await using var app = await TestApp.StartAsync(builder);
        Assert.Equal(["""{"Item":"tv","Count":9}"""], await TestStorage.TextsAsync(storage.Output, 1));
    }
}
