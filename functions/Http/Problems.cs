using Microsoft.AspNetCore.Http;
using ReapFunctions.Ml;
using ReapFunctions.Storage;

namespace ReapFunctions.Http;

/// <summary>Errors of the HTTP functions, as RFC 9457 problem documents.</summary>
public static class Problems
{
    /// <summary>The <c>type</c> of the problem that storage cannot be read or written.</summary>
    public const string StorageType = $"{TypePrefix}storage";

    /// <summary>What a <c>type</c> of ours begins with.</summary>
    private const string TypePrefix = "urn:reapfunctions:";

    /// <summary>The parameter that may hold the function key.</summary>
    internal const string Key = "code";

    /// <summary>404: the thing named in the path does not exist.</summary>
    /// <param name="kind">What the pages say of it; null where they never meet it.</param>
    /// <param name="values">What the sentence names, for the sentence of a page: <c>values</c> in the document.</param>
    public static IResult NotFound(string detail, ProblemKind? kind = null, params (string Name, object? Value)[] values) =>
        Of(StatusCodes.Status404NotFound, "Not found", detail, kind, values);

    /// <summary>404: a target that the portfolio does not have.</summary>
    public static IResult NoTarget(string target, IEnumerable<string> known) =>
        NotFound($"There is no target '{target}'. Use one of: {string.Join(", ", known)}.");

    /// <summary>400: a parameter has a value that cannot be used; <c>parameter</c> in the document names it.</summary>
    public static IResult BadParameter(string parameter, string detail) =>
        Results.Problem(
            detail,
            statusCode: StatusCodes.Status400BadRequest,
            title: "Bad parameter",
            extensions: new Dictionary<string, object?> { ["parameter"] = parameter });

    /// <summary>400: the query has a parameter that the call does not know; null where it knows all.</summary>
    /// <param name="known">Those of the call; the function key is known everywhere.</param>
    public static IResult? Unknown(HttpRequest request, params IReadOnlyList<string> known) =>
        request.Query.Keys.FirstOrDefault(name => name != Key && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            is { } unknown
            ? BadParameter(unknown, known.Count == 0
                ? "There is no such parameter: the call has none."
                : $"There is no such parameter. Use: {string.Join(", ", known)}.")
            : null;

    /// <summary>
    /// 400: what a model reads is not what the portfolio has; <c>columns</c> in the document says it one by one.
    /// </summary>
    public static IResult BadColumns(string target, IReadOnlyList<ColumnFault> faults) =>
        Results.Problem(
            $"The model does not fit the columns of '{target}': "
                + $"{string.Join("; ", faults.Select(fault => $"{fault.Column} {fault.Fault}"))}. Train it on these columns.",
            statusCode: StatusCodes.Status400BadRequest,
            title: "Columns that do not fit",
            extensions: new Dictionary<string, object?> { ["columns"] = faults });

    /// <summary>401: nobody is signed in.</summary>
    public static IResult NotSignedIn(string detail) =>
        Of(StatusCodes.Status401Unauthorized, "Not signed in", detail, ProblemKind.NotSignedIn);

    /// <summary>403: who is signed in may not do this.</summary>
    public static IResult Forbidden(string detail) =>
        Of(StatusCodes.Status403Forbidden, "Not allowed", detail, ProblemKind.NotAllowed);

    /// <summary>413: the body is longer than the call takes.</summary>
    public static IResult TooLarge(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too large");

    /// <summary>415: the body is of another content type than the call takes.</summary>
    public static IResult WrongType(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Wrong content type");

    /// <summary>503: the app cannot answer now.</summary>
    public static IResult NotReady(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready");

    /// <summary>503: storage cannot be read or written.</summary>
    public static IResult StorageDown() =>
        Results.Problem(
            "Storage cannot be read. Check the storage account, the network and the app's roles on it.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Storage is down",
            type: StorageType);

    /// <summary>409: the request is sound, the state of the system does not allow it now.</summary>
    /// <param name="kind">What the pages say of it; null where they never meet it.</param>
    /// <param name="values">What the sentence names, for the sentence of a page: <c>values</c> in the document.</param>
    public static IResult Conflict(string detail, ProblemKind? kind = null, params (string Name, object? Value)[] values) =>
        Of(StatusCodes.Status409Conflict, "Conflict", detail, kind, values);

    private static IResult Of(
        int status, string title, string detail, ProblemKind? kind, params (string Name, object? Value)[] values) =>
        Results.Problem(
            detail,
            statusCode: status,
            title: title,
            type: kind is { } known ? $"{TypePrefix}{EnumName.Of(known)}" : null,
            extensions: values.Length == 0 ? null : new Dictionary<string, object?>
            {
                ["values"] = values.ToDictionary(value => value.Name, value => $"{value.Value}"),
            });
}
