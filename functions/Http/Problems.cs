using Microsoft.AspNetCore.Http;

namespace ReapFunctions.Http;

/// <summary>Errors of the HTTP functions, as RFC 9457 problem documents.</summary>
public static class Problems
{
    /// <summary>404: the thing named in the path does not exist.</summary>
    public static IResult NotFound(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>400: a parameter has a value that cannot be used; <c>parameter</c> in the document names it.</summary>
    public static IResult BadParameter(string parameter, string detail) =>
        Results.Problem(
            detail,
            statusCode: StatusCodes.Status400BadRequest,
            title: "Bad parameter",
            extensions: new Dictionary<string, object?> { ["parameter"] = parameter });

    /// <summary>409: the request is sound, the state of the system does not allow it now.</summary>
    public static IResult Conflict(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict");
}
