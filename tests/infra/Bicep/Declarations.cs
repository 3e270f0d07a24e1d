namespace ReapFunctions.Infra.Tests.Bicep;

internal abstract record Declaration(string Name, int Line);

/// <param name="Required">Whether it has no default.</param>
/// <param name="Decorators">Their names and arguments: <c>description</c>, <c>allowed</c>, <c>minValue</c> and so on.</param>
internal sealed record Parameter(
    string Name, int Line, string Type, bool Required, IReadOnlyDictionary<string, IReadOnlyList<Token>> Decorators) : Declaration(Name, Line);

/// <param name="Value">The tokens after the equals sign.</param>
internal sealed record Variable(string Name, int Line, IReadOnlyList<Token> Value) : Declaration(Name, Line);

/// <param name="Type">Such as <c>Microsoft.Storage/storageAccounts</c>.</param>
/// <param name="Version">Its API version.</param>
internal sealed record Resource(string Name, int Line, string Type, string Version, IReadOnlyList<Token> Body) : Declaration(Name, Line);

/// <param name="Path">Relative to the file.</param>
/// <param name="Passed">The names under <c>params</c>.</param>
internal sealed record Module(string Name, int Line, string Path, IReadOnlyList<string> Passed, IReadOnlyList<Token> Body) : Declaration(Name, Line);

internal sealed record Output(string Name, int Line, string Type, IReadOnlyList<Token> Value) : Declaration(Name, Line);
