namespace ReapFunctions.Description;

/// <summary>A parameter of a query.</summary>
/// <param name="Type">What its value is read as.</param>
/// <param name="Says">What it does, and what holds without it.</param>
internal sealed record QueryParameter(string Name, Type Type, string Says)
{
    /// <summary>The only values taken; empty for any of the type.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>It may stand several times.</summary>
    public bool Several { get; init; }
}

/// <summary>One way in which a call is answered.</summary>
/// <param name="Body">What the JSON of it is; null for none, or for another content.</param>
/// <param name="ContentType">Null for an answer without a body.</param>
internal sealed record Answered(int Status, string Says, Type? Body, string? ContentType)
{
    /// <summary>Headers by name, with what they say.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answered Json<T>(int status, string says) => new(status, says, typeof(T), "application/json");

    public static Answered Problem(int status, string says) =>
        new(status, says, typeof(ProblemDocument), "application/problem+json");
}

/// <summary>
/// What the type of a function does not tell of its call: everything else, its name, its method, its route and its key, is read
/// from its trigger.
/// </summary>
/// <param name="Function">The class of the function.</param>
/// <param name="Group">Whom the call is for.</param>
/// <param name="Summary">What the call does.</param>
internal sealed record Operation(Type Function, string Group, string Summary)
{
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>What the JSON of the body is; null for none, or for another content.</summary>
    public Type? Body { get; init; }

    /// <summary>The content type of a body that is no JSON.</summary>
    public string? BodyType { get; init; }

    public required IReadOnlyList<Answered> Answers { get; init; }
}

/// <summary>An error, as RFC 9457 has it.</summary>
/// <param name="Detail">What is wrong, and what to do.</param>
/// <param name="Parameter">With status 400: the parameter, or the part of the body, that cannot be used.</param>
/// <param name="Values">What the sentence names, such as a run, for who says it in other words.</param>
/// <param name="Columns">Of a model that does not fit: its columns, each with its fault.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string? Parameter = null,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<Ml.ColumnFault>? Columns = null);
