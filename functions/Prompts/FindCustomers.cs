using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Prompts;

/// <summary>
/// The body of <c>POST /api/customers/find</c>: at least one of these, and who has any of them is found. Of a text that may be
/// an id or a number, both.
/// </summary>
/// <param name="Id">A customer's id.</param>
/// <param name="Phone">A phone number, in any spelling.</param>
/// <param name="Email">An e-mail address.</param>
internal sealed record FindRequest(string? Id = null, string? Phone = null, string? Email = null);

/// <summary>Who was found.</summary>
/// <param name="Run">The published run that was looked through.</param>
/// <param name="Customers">Their ids in order, none, one or several; at most 50 of one number.</param>
internal sealed record FindAnswer(string Run, IReadOnlyList<string> Customers);

/// <summary>
/// <c>POST /api/customers/find</c>: the ids of customers by a phone number or an e-mail, which stands in the body alone, and is
/// neither kept nor logged.
/// </summary>
public sealed class FindCustomers(
    FinderStore finders, OfferRecordStore records, RunPointerStore pointer, PortfolioSources sources)
{
    [Function(nameof(FindCustomers))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/customers/find")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (Problems.Unknown(request) is { } unknown)
            return unknown;
        var (asked, problem) = await JsonBody.ReadAsync<FindRequest>(request, cancellationToken);
        if (asked is null)
            return problem!;
        if (string.IsNullOrWhiteSpace(asked.Id + asked.Phone + asked.Email))
            return Problems.BadParameter("body", "Write an id, a phone or an email to look for.");
        if (Fault(asked) is { } fault)
            return fault;
        if (await pointer.CurrentAsync(cancellationToken) is not { } run)
            return Problems.NotFound("No run is published yet.", ProblemKind.NoRun);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (asked.Id?.Trim() is { Length: > 0 } id && await records.FindAsync(id, run, cancellationToken) is { } record)
            found.Add(record.CustomerId);
        foreach (var finder in await FindersAsync(asked, cancellationToken))
            found.UnionWith(await finders.FindAsync(run, finder, cancellationToken));
        return Results.Json(new FindAnswer(run.ToString(), [.. found]), RecordJson.Options);
    }

    /// <summary>What may be an id too is looked for as that, whatever else it is not.</summary>
    private IResult? Fault(FindRequest asked) =>
        !string.IsNullOrWhiteSpace(asked.Id) ? null
        : Fault("phone", asked.Phone, FinderKind.Phone) ?? Fault("email", asked.Email, FinderKind.Email);

    private IEnumerable<FindBy> Of(FinderKind kind) =>
        sources.Customers?.Roles.FindBy.Values.Where(by => by.Kind == kind) ?? [];

    private IResult? Fault(string parameter, string? text, FinderKind kind) =>
        string.IsNullOrWhiteSpace(text) ? null
        : !Of(kind).Any() ? Problems.BadParameter(
            parameter, $"Nobody is found by {parameter} here: no contract names such a column under reap.findBy.")
        : Of(kind).All(by => by.Normal(text) is null) ? Problems.BadParameter(
            parameter, kind == FinderKind.Phone
                ? "This is no phone number. Write its digits, with or without the country's code."
                : "This is no e-mail address. Write one such as name@example.com.")
        : null;

    private async Task<IReadOnlyList<string>> FindersAsync(FindRequest asked, CancellationToken cancellationToken)
    {
        (FinderKind Kind, string? Text)[] wanted = [(FinderKind.Phone, asked.Phone), (FinderKind.Email, asked.Email)];
        var normal = wanted.Where(text => !string.IsNullOrWhiteSpace(text.Text))
            .SelectMany(text => Of(text.Kind).Select(by => (text.Kind, Normal: by.Normal(text.Text!))))
            .Where(text => text.Normal is not null).Distinct().ToArray();
        if (normal.Length == 0)
            return [];
        var hash = await finders.HashAsync(cancellationToken);
        return [.. normal.Select(text => FinderHash.Text(hash.Of(text.Kind, text.Normal!)))];
    }
}
