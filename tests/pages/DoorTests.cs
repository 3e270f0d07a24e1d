using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Tests;

namespace ReapFunctions.Pages.Tests;

/// <summary>Who comes in to the pages, by the app as it runs.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private const string Client = "00000000-0000-0000-0000-00000000c11e";
    private const string Tenant = "00000000-0000-0000-0000-000000007e4a";
    private const string Health = "app/api/health";

    private static readonly HttpClient Http = new();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-door-");
    private SharedAccount? account;
    private AppProcess? app;

    public async Task InitializeAsync() => account = await SharedAccount.TakeAsync();

    [Fact]
    public async Task WhereNobodyIsSignedInAPrincipalIsForgedAndOnlyLoopbackIsLetIn()
    {
        await StartAsync(new() { ["Reap__LocalUser"] = "true" });

        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health, Principal("Operator"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health, ("Host", "reap.example.com"))));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Get("app/api/nothing")));
        Assert.True((bool)(await MeAsync())["local"]!);
    }

    [Fact]
    public async Task WithoutTheSettingNobodyIsLetIn()
    {
        await StartAsync(new() { ["Reap__LocalUser"] = "false" });

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health, Principal("Operator"))));
        Assert.False((bool)(await MeAsync())["known"]!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Get("app/")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Request(HttpMethod.Head, "app/")));
        Assert.Null((await MeAsync())["titles"]);
    }

    [Fact]
    public async Task WhomThePlatformHasSignedInMayDoWhatTheirRolesSay()
    {
        await StartAsync(new()
        {
            ["WEBSITE_AUTH_ENABLED"] = "True",
            ["Reap__SignInClient"] = Client,
            ["Reap__SignInTenant"] = Tenant,
            ["Reap__LocalUser"] = "true",
        });

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Get(Health)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(Get(Health, Principal("Agent"))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Get("app/api/runs", Principal("Agent"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Get("app/api/runs", Principal("Operator"))));
        var me = await MeAsync(Principal("Agent"));
        Assert.Equal("[\"agent\"]", me["roles"]!.ToJsonString());
        Assert.False((bool)me["local"]!);
        Assert.StartsWith("/.auth/login/aad", (string?)(await MeAsync())["signInAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatChangesAnythingMustComeFromAPageOfTheApp()
    {
        await StartAsync(new() { ["Reap__LocalUser"] = "true" });
        Task<HttpStatusCode> PostAsync(params (string, string)[] headers) =>
            StatusAsync(Request(HttpMethod.Post, "app/api/runs/2020-01-01.1/retry", headers));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(("X-Reap-Page", "1"), ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(("X-Reap-Page", "1"), ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(
            Request(HttpMethod.Post, "app/api/models/train", ("X-Reap-Page", "1"))) switch
        {
            // Nothing has been cleaned to learn from.
            HttpStatusCode.Conflict => HttpStatusCode.Accepted,
            var status => status,
        });
    }

    [Fact]
    public async Task OnlyFilesOfThePageAreServed()
    {
        await StartAsync([]);
        foreach (var path in new[]
        {
            "app/../host.json", "app/..%2fhost.json", "app/%2e%2e/host.json", "app//etc/passwd", "app/shell.js",
        })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await StatusAsync(Get(path))));
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (account is not null)
            await account.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync(Dictionary<string, string> settings)
    {
        app = await AppProcess.StartAsync(
            new AppOptions
            {
                Storage = account!.ConnectionString,
                LogFile = Path.Combine(folder.FullName, "app.log"),
                Settings = settings,
            },
            CancellationToken.None);
    }

    private async Task<JsonNode> MeAsync(params (string, string)[] headers)
    {
        using var answer = await Http.SendAsync(Get("app/me", headers));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await Http.SendAsync(request))
            return answer.StatusCode;
    }

    private HttpRequestMessage Get(string path, params (string, string)[] headers) =>
        Request(HttpMethod.Get, path, headers);

    private HttpRequestMessage Request(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(app!.Url, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>The header as App Service writes it.</summary>
    private static (string, string) Principal(string role)
    {
        var principal = new
        {
            auth_typ = "aad",
            claims = new[]
            {
                new { typ = "aud", val = Client },
                new { typ = "http://schemas.microsoft.com/identity/claims/tenantid", val = Tenant },
                new { typ = "http://schemas.microsoft.com/identity/claims/objectidentifier", val = "somebody" },
                new { typ = "roles", val = role },
            },
        };
        return ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(principal))));
    }
}
