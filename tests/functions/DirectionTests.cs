using System.Text.RegularExpressions;

namespace ReapFunctions.Tests;

/// <summary>The folders of the app are its flow: each uses only those above it in the table of functions/README.md.</summary>
public partial class DirectionTests
{
    private const int MaxFiles = 25;

    private static readonly string[] Order =
        [.. Row().Matches(Repository.Read("functions", "README.md")).Select(row => row.Groups[1].Value)];

    private static readonly IReadOnlyDictionary<string, string> Sources =
        Repository.CSharpFiles("functions").ToDictionary(path => path, path => Repository.Read("functions", path));

    /// <summary>Every type with its folder, whatever file it stands in.</summary>
    private static readonly HashSet<(string Folder, string Name)> Types =
        [.. Sources.Where(source => source.Key.Contains('/')).SelectMany(source =>
            Declared().Matches(source.Value).Select(type => (FolderOf(source.Key), type.Groups[1].Value)))];

    [Fact]
    public void TheMapNamesEveryFolderOnce() =>
        Assert.Equal(Sources.Keys.Where(path => path.Contains('/')).Select(FolderOf).Distinct().Order(), Order.Order());

    [Fact]
    public void AFolderUsesOnlyFoldersAboveIt() => Assert.Empty(Sources.SelectMany(source => Below(source.Key, source.Value)));

    [Theory]
    [InlineData("using ReapFunctions.Night;")]
    [InlineData("using ReapFunctions.Scorecards.Proof;")]
    [InlineData("private readonly ReapFunctions.Prompts.PromptDesk desk;")]
    [InlineData("private readonly Prompts.PromptDesk desk;")]
    [InlineData("private readonly Offers.KeptOffer? offer;")]
    [InlineData("var text = $\"it is {Prompts.PromptDesk.Name}\";")]
    [InlineData("internal sealed class Step(Portfolio portfolio);")]
    public void AFileThatUsesAFolderBelowIsFound(string line) => Assert.Single(Below("Value/Added.cs", line));

    [Theory]
    [InlineData("using ReapFunctions.Rules;")]
    [InlineData("using ReapFunctions.Value.Buying;")]
    [InlineData("/// <summary>What <see cref=\"Prompts.PromptDesk\"/> makes of it.</summary>")]
    [InlineData("settings.Portfolio.Length")]
    public void AFileThatUsesAFolderAboveIsNot(string line) => Assert.Empty(Below("Value/Added.cs", line));

    [Fact]
    public void NamespacesAreFolders() =>
        Assert.All(
            Sources.Where(source => source.Key != "Program.cs"),
            source => Assert.Contains(
                $"\nnamespace {string.Join('.', ["ReapFunctions", .. source.Key.Split('/')[..^1]])};\n", $"\n{source.Value}",
                    StringComparison.Ordinal));

    [Fact]
    public void NoFolderIsAWarehouse() =>
        Assert.All(
            Sources.Keys.CountBy(path => Path.GetDirectoryName(path)!), folder => Assert.InRange(folder.Value, 1, MaxFiles));

    /// <summary>
    /// Names of other folders come in by a using directive, or qualified; those of the root, which comes last, by name alone.
    /// </summary>
    private static IEnumerable<string> Below(string path, string source)
    {
        if (!path.Contains('/'))
            yield break;
        var place = Array.IndexOf(Order, FolderOf(path));
        var code = Aside().Replace(source, "");
        var uses = Full().Matches(code)
            .Concat(Qualified().Matches(code).Where(use => IsNamespace(use.Groups[1].Value, use.Groups[2].Value)));
        var ofRoot = RootType().Matches(AnyText().Replace(code, ""));
        foreach (var use in uses.Where(use => Array.IndexOf(Order, use.Groups[1].Value) > place).Concat(ofRoot))
            yield return $"{path} uses {use.Value}";
    }

    /// <summary>Whether a qualified name is one of a type: members may be called like folders.</summary>
    private static bool IsNamespace(string folder, string name) =>
        Types.Contains((folder, name))
        || Sources.Keys.Any(path => path.StartsWith($"{folder}/{name}/", StringComparison.Ordinal));

    private static string FolderOf(string path) => path[..path.IndexOf('/', StringComparison.Ordinal)];

    [GeneratedRegex(@"^\| \[(\w+)\]\(\1\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Comments and texts, but those with expressions in them.</summary>
    [GeneratedRegex(@"//.*$|(?<!\$)""(?:[^""\\\n]|\\.)*""", RegexOptions.Multiline)]
    private static partial Regex Aside();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex AnyText();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bReapFunctions\.(\w+)")]
    private static partial Regex Full();

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(?:Portfolio\s+[a-z]\w*|<Portfolio>|Portfolio\.(?:Load|Read)|Registration\.|PortfolioCheck)\b")]
    private static partial Regex RootType();
}
