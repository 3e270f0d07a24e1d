using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Http;

namespace ReapFunctions.Description;

/// <summary><c>GET /api/openapi.json</c>: what every call takes and gives, as OpenAPI 3.1, for tools and for clients to be made
/// from.</summary>
public sealed class GetOpenApi
{
    [Function(nameof(GetOpenApi))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/openapi.json")] HttpRequest request) =>
        Problems.Unknown(request) ?? Results.Text(await ApiDescription.TextAsync(), MediaTypeNames.Application.Json);
}
