using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>Asks for every target to be trained on the newest drop: by hand, or once a week.</summary>
public sealed class RequestTraining(DropStore drops, TrainingStore training, TimeProvider clock)
{
    [Function(nameof(RequestTraining))]
    public async Task<TrainingAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/train")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (await drops.LatestDateAsync(cancellationToken) is not { } date)
            return new TrainingAnswer
            {
                Response = Problems.Conflict("No extract has been cleaned yet. Upload one, then train."),
            };
        var asked = clock.GetUtcNow();
        await training.SetAsync(new TrainingState(date, TrainingPhase.Requested, null), cancellationToken);
        return new TrainingAnswer
        {
            Response = Results.Accepted("/api/models", new { date, phase = TrainingPhase.Requested }),
            Training = new TrainingMessage(date, ThenStartRun: false, asked),
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
