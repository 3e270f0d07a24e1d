using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Http;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host;

/// <summary>The public address. What comes before everything has started waits.</summary>
internal sealed class PublicServer : IAsyncDisposable
{
    private const string StatusPath = "/admin/host/status";

    // The genuine host's limit; the worker's own is lower.
    private const long MaxBody = 104_857_600;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly WebApplication web;
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PublicServer(WebApplication web) => this.web = web;

    /// <summary>Where it listens, with the port that it took.</summary>
    public string Url => web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <exception cref="HostException">Another program listens there, or nothing can.</exception>
    public static async Task<PublicServer> StartAsync(
        HostArguments arguments,
        FunctionRoutes routes,
        BlobEvents events,
        FunctionKeys keys,
        string hostId,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var web = Build(arguments, loggers);
        var server = new PublicServer(web);
        web.Use(async (context, next) =>
        {
            await server.open.Task.WaitAsync(context.RequestAborted);
            await next(context);
        });
        web.Run(context => context.Request.Path.Value switch
        {
            BlobEvents.Path => events.InvokeAsync(context),
            StatusPath => StatusAsync(context, keys, hostId),
            _ => routes.InvokeAsync(context),
        });
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            await web.DisposeAsync();
            throw new HostException($"Nothing can listen on {arguments.Url}: {ReasonOf(fault)}", fault);
        }
        return server;
    }

    private static WebApplication Build(HostArguments arguments, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(arguments.Address, arguments.Url.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddRouting();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Drain);
        return builder.Build();
    }

    /// <summary>A service of the web application.</summary>
    public T Service<T>() where T : notnull => web.Services.GetRequiredService<T>();

    /// <summary>Lets requests in.</summary>
    public void Open() => open.TrySetResult();

    /// <summary>Takes no more requests, and returns once those that run are answered.</summary>
    public async Task StopAsync() => await web.StopAsync();

    public async ValueTask DisposeAsync()
    {
        open.TrySetCanceled();
        await web.DisposeAsync();
    }

    /// <summary>Why an address cannot be listened on, and what to do.</summary>
    internal static string ReasonOf(Exception fault) => (fault as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable =>
            "this machine has no such address. Give one that it has with --url, such as http://127.0.0.1:7071.",
        SocketError.AccessDenied => "this user may not take that port. Give one from 1024 on with --url.",
        null => $"{fault.Message} Give another port with --url, or stop the program that has it.",
        _ => $"{fault.Message}. Give another address with --url.",
    };

    private static async Task StatusAsync(HttpContext context, FunctionKeys keys, string hostId)
    {
        if (keys.Allow(context.Request, "admin"))
            await context.Response.WriteAsJsonAsync(new { id = hostId, state = "Running" }, JsonSerializerOptions.Web);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
