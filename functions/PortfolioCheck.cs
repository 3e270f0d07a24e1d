using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReapFunctions;

/// <summary>
/// Reads the configuration before the first function runs: with a fault in it the app does not start, and says why.
/// </summary>
public sealed partial class PortfolioCheck(Portfolio portfolio, ILogger<PortfolioCheck> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Loaded(log, string.Join(", ", portfolio.Contracts.Keys), portfolio.Targets.All.Count,
            portfolio.Decisions.Offering.Offers.Count);
        foreach (var warning in portfolio.Warnings())
            Warned(log, warning);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Sources {Sources}; {Targets} targets; {Offers} offers")]
    private static partial void Loaded(ILogger log, string sources, int targets, int offers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void Warned(ILogger log, string warning);
}
