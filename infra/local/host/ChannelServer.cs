using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Host.Worker;

namespace ReapFunctions.Local.Host;

/// <summary>
/// Where the worker connects: gRPC on a free port of this machine. It outlives the public server, so that work can end.
/// </summary>
internal sealed class ChannelServer(WebApplication web) : IAsyncDisposable
{
    public Uri Url { get; } = new(
        web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ChannelServer> StartAsync(
        WaitingChannels channels, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(channels);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        var web = builder.Build();
        web.MapGrpcService<WorkerService>();
        await web.StartAsync(cancellationToken);
        return new ChannelServer(web);
    }

    public async ValueTask DisposeAsync() => await web.DisposeAsync();
}
