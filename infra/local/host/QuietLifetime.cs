using Microsoft.Extensions.Hosting;

namespace ReapFunctions.Local.Host;

/// <summary>
/// The lifetime of the hosts inside this one: they neither wait for Ctrl+C nor print banners; <see cref="StopSignals"/> does
/// that.
/// </summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
