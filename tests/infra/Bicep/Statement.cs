namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>One statement of a file with the decorators above it.</summary>
internal sealed class Statement(IReadOnlyList<Token> tokens)
{
    private readonly Dictionary<string, IReadOnlyList<Token>> decorators = [];

    /// <summary>The statements of a file: each ends at the line break outside of all brackets; decorators belong to the next.</summary>
    public static IEnumerable<Statement> All(IReadOnlyList<Token> tokens)
    {
        var depths = Brackets.Depths(tokens);
        var decorated = new Dictionary<string, IReadOnlyList<Token>>();
        for (int start = 0, i = 0; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !(tokens[i].Kind is TokenKind.NewLine && depths[i] == 0))
                continue;
            var line = tokens.Skip(start).Take(i - start).ToList();
            start = i + 1;
            if (line.Count == 0)
                continue;
            if (line[0].Is("@"))
            {
                decorated[line[1].Text] = line[2..];
                continue;
            }
            var statement = new Statement(line);
            foreach (var (name, arguments) in decorated)
                statement.decorators[name] = arguments;
            decorated.Clear();
            yield return statement;
        }
    }

    /// <summary>What it declares; null for <c>targetScope</c> and <c>metadata</c>.</summary>
    /// <exception cref="BicepException">It is no statement that these files use.</exception>
    public Declaration? Declaration() => tokens[0].Text switch
    {
        "param" => new Parameter(Name, Line, tokens[2].Text, !Has("="), decorators),
        "var" => new Variable(Name, Line, After("=")),
        "output" => new Output(Name, Line, tokens[2].Text, After("=")),
        "resource" => Resource(),
        "module" => new Module(Name, Line, Quoted, PassedParameters(), After("=")),
        "targetScope" or "metadata" => null,
        var other => throw new BicepException(Line, $"'{other}' begins no statement."),
    };

    private string Name => tokens[1].Text;

    private int Line => tokens[0].Line;

    private string Quoted => tokens[2].Kind is TokenKind.Text
        ? tokens[2].Text
        : throw new BicepException(Line, $"'{Name}' lacks the quoted name of its type or path.");

    private bool Has(string mark) => tokens.Any(token => token.Is(mark));

    private List<Token> After(string mark) => [.. tokens.SkipWhile(token => !token.Is(mark)).Skip(1)];

    private Resource Resource()
    {
        var parts = Quoted.Split('@');
        return parts.Length == 2
            ? new Resource(Name, Line, parts[0], parts[1], After("="))
            : throw new BicepException(Line, $"The type '{Quoted}' of '{Name}' names no API version.");
    }

    // The keys of the object that follows `params:`.
    private List<string> PassedParameters()
    {
        var at = Enumerable.Range(0, tokens.Count - 2).FirstOrDefault(i => tokens[i].IsName("params") && tokens[i + 1].Is(":"), -1);
        if (at < 0)
            return [];
        var body = tokens.Skip(at + 2).ToList();
        var depths = Brackets.Depths(body);
        var end = Enumerable.Range(1, body.Count - 1).First(i => depths[i] == 0);
        return [.. Enumerable.Range(1, end - 1)
            .Where(i => depths[i] == 1 && Names.IsKey(body, i))
            .Select(i => body[i].Text)];
    }
}
