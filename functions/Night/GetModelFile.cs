using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;
using ReapFunctions.Scoring;

namespace ReapFunctions.Night;

/// <summary>
/// <c>GET /api/models/{target}?challenger=</c>: the file of a target's champion, or of its challenger, as ML.NET loads it.
/// </summary>
public sealed class GetModelFile(TargetOptions targets, ChampionStore champions, ModelStore models)
{
    [Function(nameof(GetModelFile))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request, "challenger") is { } unknown)
            return unknown;
        if (targets.All.All(known => known.Name != target))
            return Problems.NoTarget(target, targets.All.Select(known => known.Name));
        var challenger = request.Query["challenger"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        var model = challenger
            ? await champions.FindChallengerAsync(target, cancellationToken)
            : await champions.FindAsync(target, cancellationToken);
        return model?.Version is { } version
            ? Results.Stream(
                await models.OpenAsync(target, version, cancellationToken), "application/zip", $"{target}-{version}.zip")
            : Problems.NotFound(
                $"Target '{target}' has no {(challenger ? "challenger" : "champion")}. GET /api/models says why.");
    }
}
