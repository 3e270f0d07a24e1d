using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists;

/// <summary>
/// <c>GET /api/lists/{target}?min=&amp;top=&amp;segment=&amp;channel=&amp;format=csv|json</c>: customers by falling propensity. Consent is
/// asked for and the control group left out unless <c>includeWithoutConsent</c> or <c>includeControl</c> say otherwise.
/// </summary>
public sealed class GetPropensityList(BlobServiceClient blobs, RunPointer pointer, DecisionConfig config, ILogger<GetPropensityList> log)
{
    [Function(nameof(GetPropensityList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "lists/{target}")] HttpRequest request,
        string target,
        CancellationToken cancellationToken)
    {
        if (!config.Targets.ContainsKey(target))
            return Problems.NotFound($"There is no target '{target}'. Use one of: {string.Join(", ", config.Targets.Keys)}.");
        var asked = ListRequest.Read(request.Query, config);
        if (asked.Parameter is { } parameter)
            return Problems.BadParameter(parameter, asked.Fault);
        if ((asked.After?.Run ?? await pointer.CurrentAsync(cancellationToken)) is not { } run)
            return Problems.NotFound("No run is published yet.");
        var start = asked.After ?? new ListToken(run, 0, 0);
        if (await OpenAsync(run, target, start.Position, cancellationToken) is not { } stored)
            return Problems.NotFound($"Run {run} has no list for '{target}'.");
        await using (stored)
        {
            var page = await ListPage.ReadAsync(stored, asked.Query, start, cancellationToken);
            Log.Listed(log, run, target, page.Entries.Count);
            return new ListAnswer(run, target, page, asked.Json);
        }
    }

    private async Task<Stream?> OpenAsync(RunId run, string target, long position, CancellationToken cancellationToken)
    {
        try
        {
            var blob = blobs.GetBlobContainerClient(Containers.Lists).GetBlobClient(ListManifest.BlobName(run.ToString(), target));
            return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Position = position }, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status is 404)
        {
            return null;
        }
    }
}
