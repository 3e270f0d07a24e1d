namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>
/// One Bicep file, read as far as these tests need: its declarations, and what each of them names. Not a compiler: the workflow of pull
/// requests runs the real one; this one runs where there is none.
/// </summary>
internal sealed class BicepFile
{
    private readonly List<Declaration> declarations = [];

    private BicepFile(string path, IReadOnlyList<Token> tokens)
    {
        Path = path;
        Tokens = tokens;
    }

    public string Path { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<Declaration> Declarations => declarations;

    public IEnumerable<Parameter> Parameters => declarations.OfType<Parameter>();

    public IEnumerable<Variable> Variables => declarations.OfType<Variable>();

    public IEnumerable<Resource> Resources => declarations.OfType<Resource>();

    public IEnumerable<Module> Modules => declarations.OfType<Module>();

    public IEnumerable<Output> Outputs => declarations.OfType<Output>();

    /// <exception cref="BicepException">Brackets or strings are not closed, or a statement is none that these files use.</exception>
    public static BicepFile Parse(string path, string text)
    {
        var tokens = Lexer.Tokens(text);
        Brackets.Check(tokens);
        var file = new BicepFile(path, tokens);
        foreach (var statement in Statement.All(tokens))
            if (statement.Declaration() is { } declaration)
                file.declarations.Add(declaration);
        return file;
    }

    /// <summary>All files of the infrastructure.</summary>
    public static IEnumerable<BicepFile> All() =>
        Repository.Files("infra/azure", "*.bicep").Select(path => Parse(path, Repository.Read(path)));

    public static BicepFile Of(string path) => Parse(path, Repository.Read(path));

    public override string ToString() => Path;
}
