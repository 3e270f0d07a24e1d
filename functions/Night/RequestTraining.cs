using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Ml.Training;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>
/// <c>POST /api/models/train?target=&amp;trainer=&amp;seed=</c>: asks for targets to be trained on the newest drop, by hand;
/// <c>target</c> may stand several times, and without it every target is meant; <c>trainer</c> says who competes. Once a
/// week a timer asks for every one.
/// </summary>
public sealed class RequestTraining(
    DropStore drops, TargetOptions targets, TrainingStore training, ActStore acts, SignIn signIn, TimeProvider clock)
{
    private static readonly Dictionary<string, Trainers> Known = Enum.GetValues<Trainers>()
        .Where(trainer => trainer != Trainers.All).ToDictionary(EnumName.Of);

    [Function(nameof(RequestTraining))]
    public async Task<TrainingAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/models/train")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "target", "trainer", "seed") is { } wrong)
            return new TrainingAnswer { Response = wrong };
        string[] asked = [.. request.Query["target"].OfType<string>().Distinct()];
        if (Array.Find(asked, name => targets.All.All(target => target.Name != name)) is { } unknown)
            return new TrainingAnswer { Response = Problems.NoTarget(unknown, targets.All.Select(target => target.Name)) };
        if (!TrySettings(request.Query, out var settings, out var fault))
            return new TrainingAnswer { Response = fault };
        if (await drops.LatestDateAsync(cancellationToken) is not { } date)
            return new TrainingAnswer
            {
                Response = Problems.Conflict(
                    "No extract has been cleaned yet. Upload one, then train.", ProblemKind.NothingCleaned),
            };
        var now = clock.GetUtcNow();
        var some = asked.Length is 0 || asked.Length == targets.All.Count ? null : asked;
        await training.AskAsync(date, some, now, cancellationToken);
        await acts.AddAsync(Deed.TrainingAsked, signIn.Of(request)?.Id, cancellationToken);
        return new TrainingAnswer
        {
            Response = Results.Accepted("/api/models", new AskedTraining(date, TrainingPhase.Requested)),
            Training = new TrainingMessage(date, ThenStartRun: false, now, Targets: some, Settings: settings),
        };
    }

    /// <returns>False, with what is wrong.</returns>
    private static bool TrySettings(
        IQueryCollection query, out LearnerSettings? settings, [NotNullWhen(false)] out IResult? fault)
    {
        (settings, fault) = (null, null);
        var (seed, trainers) = ((string?)query["seed"], query["trainer"].OfType<string>().ToArray());
        if (seed is null && trainers.Length == 0)
            return true;
        var number = 0L;
        if (seed is not null && !long.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            fault = Problems.BadParameter("seed", "Write a whole number, 0 or more.");
        else if (Array.Find(trainers, name => !Known.ContainsKey(name)) is { } unknown)
            fault = Problems.BadParameter(
                "trainer", $"There is no trainer '{unknown}'. There are {string.Join(", ", Known.Keys)}.");
        else
            settings = new LearnerSettings(
                seed is null ? null : number,
                trainers.Length == 0 ? null : trainers.Aggregate(default(Trainers), (all, name) => all | Known[name]));
        return fault is null;
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

/// <summary>The answer to a training that is asked for.</summary>
/// <param name="Date">The drop that is learned from.</param>
internal sealed record AskedTraining(DateOnly Date, TrainingPhase Phase);

/// <summary>The HTTP answer and, unless nothing can be trained, the request on its queue.</summary>
public sealed class TrainingAnswer
{
    [HttpResult]
    public required IResult Response { get; init; }

    [QueueOutput(Queues.TrainModels)]
    public TrainingMessage? Training { get; init; }
}
