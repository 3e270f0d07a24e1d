using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>
/// <c>POST /api/base-period</c>: value deciles are measured anew, by the customers of the published run. Runs that open from then
/// on are ranked by it; one that is being scored keeps the base period that it opened with, and all that is published stays.
/// </summary>
public sealed class StartBasePeriod(RunLedger ledger, ActStore acts, SignIn signIn, TimeProvider clock)
{
    [Function(nameof(StartBasePeriod))]
    public async Task<BasePeriodAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/base-period")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return new BasePeriodAnswer(unknown);
        if (await ledger.Pointer.CurrentAsync(cancellationToken) is not { } run)
            return new BasePeriodAnswer(
                Problems.Conflict(
                    "No run is published yet. The first training makes the first base period by itself.", ProblemKind.NoRun));
        await acts.AddAsync(Deed.BasePeriodAsked, signIn.Of(request)?.Id, cancellationToken);
        return new BasePeriodAnswer(Results.Accepted("/api/models", new AskedBasePeriod(run, TrainingPhase.Requested)))
        {
            Training = new TrainingMessage(
                run.Date, ThenStartRun: false, clock.GetUtcNow(), BasePeriodOf: run.ToString()),
        };
    }
}

/// <summary>The answer to a base period that is asked for.</summary>
/// <param name="Run">The run by whose customers it is measured.</param>
internal sealed record AskedBasePeriod(RunId Run, TrainingPhase Phase);

/// <summary>The HTTP answer and, unless there is no run to start from, the request on its queue.</summary>
public sealed class BasePeriodAnswer(IResult response)
{
    [HttpResult]
    public IResult Response { get; } = response;

    [QueueOutput(Queues.TrainModels)]
    public TrainingMessage? Training { get; init; }
}
