using System.Net;
using System.Net.Sockets;
using System.Text;
using ReapFunctions.Tests;

namespace ReapFunctions.Pages.Tests;

/// <summary>
/// A page of another origin that shows the app in a frame: the sample of the documentation, by an address of its own.
/// </summary>
internal sealed class Desktop : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public Desktop()
    {
        Origin = $"http://127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"{Origin}/");
        listener.Start();
        serving = ServeAsync();
    }

    public string Origin { get; }

    /// <summary>The app that the frame shows; known once it runs.</summary>
    public Uri? App { get; set; }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        var sample = Repository.Read("docs", "pages", "desktop.html");
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            // Beside the sample an empty page, from which a test speaks.
            var page = context.Request.Url!.AbsolutePath == "/empty"
                ? "<!doctype html><title>Empty</title>"
                : sample.Replace("https://APP/", App!.ToString(), StringComparison.Ordinal);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page));
            context.Response.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }
}
