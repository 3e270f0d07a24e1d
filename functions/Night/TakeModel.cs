using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Training;
using ReapFunctions.Scoring;
using ReapFunctions.Training;

namespace ReapFunctions.Night;

/// <summary>
/// <c>POST /api/models/{target}?champion=</c>: takes a model of your own, a <c>model.zip</c> of ML.NET as the body. It is kept as
/// challenger, or made the champion when asked to.
/// </summary>
public sealed class TakeModel(TargetOptions targets, ModelIntake intake, ILogger<TakeModel> log)
{
    /// <summary>Larger than any model that scores a night.</summary>
    private const int MaxBytes = 100 * 1024 * 1024;

    /// <summary>A model that was taken, and how it does beside the champion on rows held out.</summary>
    /// <param name="Champion">It scores from the next run on.</param>
    /// <param name="Wins">It does better than the champion.</param>
    /// <param name="Verdict">The same in a sentence.</param>
    internal sealed record Answer(
        string Target, string Version, bool Champion, bool Wins, string Verdict, double Auc, double LogLoss,
        double CalibrationError);

    [Function(nameof(TakeModel))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/models/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "champion") is { } unknown)
            return unknown;
        if (targets.All.FirstOrDefault(known => known.Name == target) is not { } found)
            return Problems.NoTarget(target, targets.All.Select(known => known.Name));
        if (!TryChampion(request, out var asChampion))
            return Problems.BadParameter("champion", "Write true or false.");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes + 1;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { Length: > 0 } zip)
            return Problems.BadParameter("body", $"Send a model.zip of at most {MaxBytes / 1024 / 1024} MB as the body.");
        try
        {
            var taken = await intake.TakeAsync(found, zip, asChampion, cancellationToken);
            return taken.Model is null ? Problems.BadColumns(target, taken.Faults) : Created(taken, asChampion);
        }
        catch (ModelFileException fault)
        {
            return Problems.BadParameter("body", fault.Message);
        }
        catch (NotTrainableException nothing)
        {
            return Problems.Conflict(nothing.Message);
        }
    }

    private IResult Created(TakenModel taken, bool asChampion)
    {
        var (model, figures) = (taken.Model!, taken.Card!.HoldOut);
        log.Brought(model.Target, model.Version!, asChampion);
        return Results.Created(
            $"/api/models/{model.Target}",
            new Answer(
                model.Target, model.Version!, asChampion, taken.Wins, taken.Verdict, figures.Auc, figures.LogLoss,
                figures.CalibrationError));
    }

    private static bool TryChampion(HttpRequest request, out bool champion)
    {
        champion = false;
        return request.Query["champion"].ToString() is not { Length: > 0 } text || bool.TryParse(text, out champion);
    }
}
