using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists.Selections;

/// <summary>
/// <c>POST /api/selections</c>: keeps whom a list chooses at this moment, to be contacted, with what it promises. The same again
/// is the same selection; another one under its name is refused, and so is one that is withdrawn.
/// </summary>
public sealed class KeepSelection(
    ListDesk desk,
    ListStore lists,
    SelectionStore selections,
    ErasedIdStore erasedIds,
    SignIn signIn,
    DecisionOptions config,
    TimeProvider clock,
    ILogger<KeepSelection> log)
{
    /// <summary>For as long what a customer does is put down to the selection that chose them first.</summary>
    private const int JudgedDays = 90;

    [Function(nameof(KeepSelection))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/selections")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (asked, problem) = await JsonBody.ReadAsync<SelectionRequest>(request, cancellationToken);
        if (asked is null)
            return problem!;
        if (asked.Name is not { } name || !ShortCode.IsName(name))
            return Problems.BadParameter("name", ShortCode.NameSays);
        if (asked.Target is not { } target)
            return Problems.BadParameter("target", $"Write one of: {string.Join(", ", config.Targets.Keys)}.");
        var (list, refused) = await desk.FindAsync(target, ListRequest.Read(asked.Query, config), cancellationToken);
        if (list is null)
            return refused!;
        if (await selections.FindAsync(name, cancellationToken) is { } before)
            return Same(before, list.Run, asked);
        var file = SelectionStore.FileOf($"{list.Run}", asked);
        if (await WriteAsync(list, file, cancellationToken) is not { } sums)
            return Problems.Conflict(
                "A customer is being erased, or the list has changed. Keep the selection again in a minute.",
                ProblemKind.KeepAgain);
        var kept = new KeptSelection(
            name, asked, $"{list.Run}", clock.GetUtcNow(), signIn.Of(request)?.Id, list.Contacts.LeverOfTarget(target),
            sums.Customers, sums.Control, sums.Refused, sums.Shared,
            Math.Round(sums.Promised, 2), Math.Round(sums.Cost, 2), []);
        if (!await selections.KeepAsync(kept, cancellationToken))
            return Same((await selections.FindAsync(name, cancellationToken))!, list.Run, asked);
        log.Kept(name, list.Run, target, sums.Customers);
        return Results.Json(kept, RecordJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>
    /// Writes the customers; null where one of them may just have been erased. An erasure is announced first and ends with the
    /// lists: it is seen under way, or by what it has changed, or it begins later and finds the file.
    /// </summary>
    private async Task<SelectionSums?> WriteAsync(FoundList list, string file, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await selections.StandingAsync(clock.GetUtcNow().AddDays(-JudgedDays), cancellationToken);
            await using var stored = await lists.OpenAsync(list.Run, list.Target, list.Version, 0, cancellationToken);
            var sums = await selections.WriteAsync(
                file,
                SelectedCustomer.OfAsync(stored, list.Query, list.Contacts, cancellationToken).Select(customer => customer with
                {
                    StandsIn = standing.GetValueOrDefault(customer.Entry.CustomerId),
                }),
                cancellationToken);
            if ((await erasedIds.ReadAsync(cancellationToken)).Unfinished.Count == 0
                && await lists.VersionAsync(list.Run, list.Target, cancellationToken) == list.Version)
                return sums;
            await selections.DropAsync(file, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Erased from, or removed with its run, in this very moment.
        }
        return null;
    }

    private static IResult Same(KeptSelection before, RunId run, SelectionRequest asked) =>
        before.Withdrawn is not null
            ? Problems.Conflict(
                $"The selection {before.Name} is withdrawn, and stays so. Keep it under another name.",
                ProblemKind.NameWithdrawn, ("name", before.Name))
        : before.Run == $"{run}" && before.Asked.Key == asked.Key
            ? Results.Json(before, RecordJson.Options)
            : Problems.Conflict(
                $"The name {before.Name} is that of a selection of run {before.Run}. Give this one its own.",
                ProblemKind.NameTaken, ("name", before.Name), ("run", before.Run));
}
