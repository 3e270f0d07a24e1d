using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ReapFunctions.Pages;

namespace ReapFunctions.Tests.Pages;

public partial class PageFilesTests
{
    private const int MaxPacked = 60_000;

    private static readonly IReadOnlyDictionary<string, ServedFile> Files = PageFiles.OfTheApp.All;

    [Fact]
    public void AllOfThemTogetherAreSmall() => Assert.InRange(Files.Values.Sum(file => file.Packed.Length), 1, MaxPacked);

    [Fact]
    public void EveryFileOfTheFolderIsServedAsItIsPackedOrNot()
    {
        var served = PageBundle.Join(Written()).Keys;
        Assert.Equal(
            served.Select(name => name == PageFiles.FirstPage ? name : $"{PageFiles.OfTheApp.Version}/{name}").Order(),
            Files.Keys.Order());
        Assert.All(Files.Values, file => Assert.Equal(file.Content, Unpacked(file.Packed)));
    }

    [Fact]
    public void CodeIsServedWithoutCommentsAndIndentation()
    {
        Assert.Equal(
            "const a = 1; // one\nconst b = `https://x`;\n* { margin: 0 }\n",
            PageFiles.Bare(
                "/** Says.\n * `a` */\n  const a = 1; // one\r\n// no\n\n/* b */\n\tconst b = `https://x`;\n* { margin: 0 }\n"));
        // Only so may lines be trimmed: a text of several lines would lose its own.
        Assert.All(
            Files.Keys.Where(name => name.EndsWith(".js", StringComparison.Ordinal)),
            name => Assert.DoesNotContain(Text(name).Split('\n'), line => line.Count(letter => letter == '`') % 2 != 0));
    }

    [Fact]
    public void TheFirstPageNamesFilesOfItsVersionAndNothingOfElsewhere()
    {
        var page = Text(PageFiles.FirstPage);
        var named = Named().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, Files));
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Single(ScriptTag().Matches(page));
    }

    [Fact]
    public void EveryImportLeadsToAFile() =>
        Assert.All(
            Files.Keys.Where(name => name.EndsWith(".js", StringComparison.Ordinal)), name => Assert.All(
                Import().Matches(Text(name)),
                import => Assert.Contains(
                    new Uri(new Uri($"http://app/{name}"), import.Groups[1].Value).AbsolutePath[1..], Files)));

    [Theory]
    [InlineData("shell.js")]
    [InlineData("../index.html")]
    [InlineData("0000000000000000/shell.js")]
    [InlineData("")]
    public void WhatIsNoFileOfTheVersionIsNotServed(string path) => Assert.Null(PageFiles.OfTheApp.Find(path));

    [Fact]
    public void EveryTextIsThereInEveryLanguageAndInOneOrder() =>
        Assert.Equal(Keys("en"), Keys("de"));

    /// <summary>Of two the browser knows one; in other languages every text behind them would be its neighbour's.</summary>
    [Fact]
    public void NoTextIsThereTwice() => Assert.Equal(Keys("en").Distinct(), Keys("en"));

    /// <summary>What another language says is told apart by its place alone.</summary>
    [Fact]
    public void TextsOfOtherLanguagesAreServedWithoutTheirKeys()
    {
        Assert.Equal(
            "export default [\n'Ja: so',\n{ one: 'a', other: 'b' },\n];\n",
            PageFiles.WithoutKeys("export default {\nyes: 'Ja: so',\n'a.b-c d': { one: 'a', other: 'b' },\n};\n"));
        var served = Text($"{PageFiles.OfTheApp.Version}/words.de.js").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Keys("de").Length, served.Length - 2);
        Assert.All(served[1..^1], line => Assert.Matches("^['{].*['}],$", line));
    }

    [Fact]
    public void EveryTextThatAPageAsksForIsThere()
    {
        var keys = Keys("en").ToHashSet();
        var asked = Files.Keys.Where(name => name.EndsWith(".js", StringComparison.Ordinal))
            .SelectMany(name => Asked().Matches(Text(name)).Select(match => match.Groups[1].Value)).Distinct();
        Assert.Empty(asked.Except(keys));
    }

    /// <summary>Of pages that are one file, a name that stood in two of them would be a fault of all.</summary>
    [Fact]
    public void NoNameOfAPageStandsInTwoFiles()
    {
        var twice = Written().Where(file => PageBundle.IsPage(file.Key))
            .SelectMany(file => TopLevel().Matches(file.Value).Select(name => (Name: name.Groups[1].Value, file.Key)))
            .GroupBy(name => name.Name).Where(name => name.Count() > 1)
            .Select(name => $"{name.Key} in {string.Join(" and ", name.Select(found => found.Key))}");
        Assert.Empty(twice);
    }

    [Fact]
    public void PagesAreOneFile()
    {
        var joined = PageBundle.Join(new Dictionary<string, string>
        {
            ["shell.js"] = "import * as words from './words.js';\nimport { agent } from './pages/agent.js';\nstart(agent);\n",
            ["words.js"] = "export const words = 1;\n",
            ["pages/agent.js"] = "import { words, code } from '../words.js';\nimport { list } from './agent/list.js';\n"
                + "export const agent = { list };\n",
            ["pages/agent/list.js"] = "import { words } from '../../words.js';\nimport { share } from '../../figures.js';\n"
                + "export const list = words;\n",
            ["figures.js"] = "import { locale } from './words.js';\nexport const share = locale;\n",
            ["style.css"] = "* { margin: 0 }\n",
        });
        Assert.Equal(["pages.js", "shell.js", "style.css", "words.js"], joined.Keys.Order());
        Assert.Equal(
            "import * as words from './words.js';\nimport { agent } from './pages.js';\nstart(agent);\n", joined["shell.js"]);
        Assert.Equal(
            "import { code, locale, words } from './words.js';\n"
                + "export const share = locale;\nexport const list = words;\nexport const agent = { list };\n",
            joined["pages.js"]);
    }

    /// <summary>The files of the folder, by path.</summary>
    private static Dictionary<string, string> Written()
    {
        var folder = Path.Combine(Repository.Root, "functions", "Pages", "app");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText);
    }

    private static string Text(string name) => Encoding.UTF8.GetString(Files[name].Content);

    private static string[] Keys(string language) =>
        [.. Key().Matches(PageFiles.Bare(Repository.Read("functions", "Pages", "app", $"words.{language}.js")))
            .Select(match => match.Groups[1].Value)];

    private static byte[] Unpacked(byte[] packed)
    {
        using var content = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        brotli.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex ScriptTag();

    [GeneratedRegex(@"(?m)^import .* from '([^']+)';")]
    private static partial Regex Import();

    [GeneratedRegex(@"(?m)^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)")]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"(?m)^'?([\w. -]+)'?: ")]
    private static partial Regex Key();

    [GeneratedRegex(@"\bwords\('([\w.-]+)'")]
    private static partial Regex Asked();
}
