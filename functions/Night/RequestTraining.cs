using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>
/// <c>POST /api/models/train?target=</c>: asks for targets to be trained on the newest drop, by hand; <c>target</c> may stand
/// several times, and without it every target is meant. Once a week a timer asks for every one.
/// </summary>
public sealed class RequestTraining(DropStore drops, TargetOptions targets, TrainingStore training, TimeProvider clock)
{
    [Function(nameof(RequestTraining))]
    public async Task<TrainingAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/train")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string[] asked = [.. request.Query["target"].OfType<string>().Distinct()];
        if (Array.Find(asked, name => targets.All.All(target => target.Name != name)) is { } unknown)
            return new TrainingAnswer { Response = Problems.NoTarget(unknown, targets.All.Select(target => target.Name)) };
        if (await drops.LatestDateAsync(cancellationToken) is not { } date)
            return new TrainingAnswer
            {
                Response = Problems.Conflict("No extract has been cleaned yet. Upload one, then train."),
            };
        var now = clock.GetUtcNow();
        var some = asked.Length is 0 || asked.Length == targets.All.Count ? null : asked;
        await training.AskAsync(date, some, now, cancellationToken);
        return new TrainingAnswer
        {
            Response = Results.Accepted("/api/models", new { date, phase = TrainingPhase.Requested }),
            Training = new TrainingMessage(date, ThenStartRun: false, now, Targets: some),
        };
    }

    /// <summary>Sundays at noon, when no night is being scored.</summary>
    [Function("TrainModelsWeekly")]
    [QueueOutput(Queues.TrainModels)]
    public async Task<TrainingMessage?> RunWeeklyAsync(
        [TimerTrigger("0 0 12 * * 0")] TimerInfo timer, CancellationToken cancellationToken) =>
        await drops.LatestDateAsync(cancellationToken) is { } date
            ? new TrainingMessage(date, ThenStartRun: false, clock.GetUtcNow())
            : null;
}

/// <summary>The HTTP answer and, unless nothing can be trained, the request on its queue.</summary>
public sealed class TrainingAnswer
{
    [HttpResult]
    public required IResult Response { get; init; }

    [QueueOutput(Queues.TrainModels)]
    public TrainingMessage? Training { get; init; }
}
