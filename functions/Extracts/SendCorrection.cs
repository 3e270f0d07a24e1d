using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Corrections;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Extracts;

/// <summary>That corrected rows have been sent back.</summary>
/// <param name="File">The upload that they are now, <c>{source}/{date}/{file}</c>: its receipt says what became of them.</param>
internal sealed record SentCorrection(string File);

/// <summary>
/// <c>POST /api/receipts/{source}/{date}/{file}/corrections</c>: takes the corrected rows of a file of rejects, as they could be
/// uploaded beside the file that they are of, and from there they go the way of every upload. What cannot be read is said at
/// once; one that has been taken is not written over.
/// </summary>
public sealed class SendCorrection(
    UploadStore uploads, ReceiptStore receipts, PortfolioSources sources, ILogger<SendCorrection> log)
{
    /// <summary>Rejected rows are few; a file that is wrong as a whole is uploaded anew.</summary>
    internal const int MaxBytes = 16 * 1024 * 1024;

    [Function(nameof(SendCorrection))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/receipts/{source}/{date}/{file}/corrections")]
        HttpRequest request,
        string source,
        string date,
        string file,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var name = $"{source}/{date}/{file}";
        if (await receipts.LatestOfAsync(name, cancellationToken) is null
            || !sources.Contracts.TryGetValue(source, out var contract))
            return GetReceipt.NoReceipt(name);
        // One that was refused since has changed nothing: what is corrected is the last that was taken.
        if (await receipts.LatestTakenOfAsync(name, cancellationToken) is not { Rejected: > 0 })
            return Problems.Conflict(
                $"No row of '{name}' was rejected, or all of it was refused: upload the whole file again.",
                ProblemKind.NoRejects, ("file", name));
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } rows)
            return Problems.TooLarge(
                $"Corrected rows may have {MaxBytes / 1024 / 1024} MiB. Upload more beside the file, as "
                + $"{name}{ExtractPath.CorrectedEnd}.");
        try
        {
            await Correction.ReadAsync(rows, contract, cancellationToken);
        }
        catch (CorrectionException fault)
        {
            return Problems.BadParameter("body", fault.Message);
        }
        var corrected = name + ExtractPath.CorrectedEnd;
        rows.Position = 0;
        var replaces = await IsRefusedAsync(corrected, cancellationToken);
        if (!await uploads.AddAsync(corrected, rows, replaces, cancellationToken))
            return Problems.Conflict(
                $"Corrected rows of '{name}' were sent before. Open the receipt of {corrected}: what was "
                + "rejected of it is corrected there.",
                ProblemKind.CorrectedBefore, ("file", corrected));
        log.Corrected(source, date);
        return Results.Json(new SentCorrection(corrected), RecordJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Whether an earlier one was refused as a whole: it corrects nothing, and another may take its place.</summary>
    private async Task<bool> IsRefusedAsync(string name, CancellationToken cancellationToken) =>
        await receipts.LatestOfAsync(name, cancellationToken) is { } extract
        && await receipts.FindAsync(extract, cancellationToken) is { Status: ReceiptStatus.Refused };
}
