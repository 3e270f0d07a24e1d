using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Storage;

namespace ReapFunctions.Pages;

/// <summary>Who is at the page.</summary>
/// <param name="Local">The user of this machine, who has every role without having signed in.</param>
/// <param name="SignInAt">Where to sign in; null for who is known, and where nobody can.</param>
/// <param name="DesktopOrigin">Whose messages the page of agents heeds; null for nobody's.</param>
/// <param name="Channels">On which customers are contacted, by the names of the portfolio.</param>
/// <param name="Visits">Those that customers come to by themselves, beside inbound.</param>
/// <param name="Targets">What the portfolio predicts.</param>
/// <param name="RiskTarget">That which says who may leave; null where none does.</param>
/// <param name="Currency">ISO 4217, of all money.</param>
/// <param name="Finders">What customers are found by, besides their id.</param>
/// <param name="Service">The word of service that a reason for leaving is told with; null where there is none.</param>
/// <param name="Titles">By kind and name: what people read for names of the portfolio; null for who is not known.</param>
internal sealed record MeAnswer(
    bool Known,
    bool Local,
    IReadOnlyList<PageRole> Roles,
    string? SignInAt,
    string? DesktopOrigin,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Visits,
    IReadOnlyList<string> Targets,
    string? RiskTarget,
    string Currency,
    IReadOnlyList<FinderKind> Finders,
    string? Service,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Titles);

/// <summary><c>GET /app/me</c>: who is at the page, and what they may do.</summary>
public sealed class GetMe(SignIn signIn, ReapSettings settings, DecisionOptions config, PortfolioSources sources)
{
    [Function(nameof(GetMe))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "app/me")] HttpRequest request)
    {
        var visitor = signIn.Of(request);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(Results.Json(
            new MeAnswer(
                visitor is not null,
                visitor is { Id: null },
                [.. visitor?.Roles.Order() ?? Enumerable.Empty<PageRole>()],
                visitor is null && signIn.IsOn ? "/.auth/login/aad?post_login_redirect_uri=/app/" : null,
                settings.DesktopOrigin.Length > 0 ? settings.DesktopOrigin : null,
                [.. config.Roles.Consents.Keys],
                [.. config.Offering.Channels.Keys.Where(name => name != Roles.Inbound)],
                [.. config.Targets.Keys],
                config.Risk?.Target,
                config.Value.Currency,
                [.. sources.Customers?.Roles.FindBy.Values.Select(by => by.Kind).Distinct().Order()
                    ?? Enumerable.Empty<FinderKind>()],
                config.Offering.Offers.LastOrDefault(offer => offer.Kind == OfferKind.Service)?.Name,
                visitor is null ? null : PeopleNames.Of(config, sources)),
            RecordJson.Options));
    }
}
