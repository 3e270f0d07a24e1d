using System.Net;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Host.Worker;
using Yarp.ReverseProxy.Forwarder;

namespace ReapFunctions.Local.Host.Http;

/// <summary>Hands a request to the worker's own HTTP endpoint and its answer to the caller, neither of them buffered.</summary>
internal sealed class RequestForwarder(IHttpForwarder forwarder) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    // What the genuine host allows: a call during which nothing is read or written for so long is given up.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = WorkerConnection.OpenAsync,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Forwards the request that belongs to an invocation.</summary>
    /// <exception cref="IOException">The worker did not answer.</exception>
    public async Task ForwardAsync(HttpContext context, WorkerChannel worker, string invocationId, Task invocation)
    {
        if (worker.HttpUri is not { } destination)
        {
            throw new NotSupportedException(
                "The worker takes no HTTP requests. Use ConfigureFunctionsWebApplication of "
                + "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore.");
        }
        context.Request.Headers[InvocationHeader] = invocationId;
        var error = await forwarder.SendAsync(context, destination, client, Config, HttpTransformer.Default);
        // The function's own fault says more than that the request failed.
        await invocation;
        if (error != ForwarderError.None && !context.RequestAborted.IsCancellationRequested)
        {
            var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            throw new IOException($"The request could not be forwarded to the worker: {error}.", cause);
        }
    }

    public void Dispose() => client.Dispose();
}
