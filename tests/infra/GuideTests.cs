using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>The operations guide names what there is: files, variables, functions, queues, parameters, numbers.</summary>
public partial class GuideTests
{
    private const string Path = "infra/azure/README.md";
    private static readonly string Guide = Repository.Read(Path);
    private static readonly BicepFile Main = BicepFile.Of("infra/azure/main.bicep");

    [Fact]
    public void LinksLeadToFiles()
    {
        var links = Link().Matches(Guide).Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("https:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Repository.Exists(System.IO.Path.Combine("infra/azure", link)), $"{Path}: there is no {link}"));
    }

    [Fact]
    public void VariablesAreOutputsOrParameters()
    {
        var known = Main.Outputs.Select(output => output.Name)
            .Concat(Regex.Matches(Repository.Read("infra/azure/main.parameters.json"), @"\$\{(\w+)").Select(match => match.Groups[1].Value))
            .Concat(["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"]).ToHashSet();
        Assert.All(Variable().Matches(Guide).Select(match => match.Value), name => Assert.Contains(name, known));
    }

    [Fact]
    public void EveryOutputIsUsed() => Assert.All(Main.Outputs, output => Assert.Contains(output.Name, Guide, StringComparison.Ordinal));

    [Fact]
    public void ParametersExist()
    {
        var table = Guide[Guide.IndexOf("### Parameters", StringComparison.Ordinal)..Guide.IndexOf("### From GitHub", StringComparison.Ordinal)];
        var named = Regex.Matches(table, @"^\| (.+?) \|", RegexOptions.Multiline).SelectMany(row => Regex.Matches(row.Groups[1].Value, "`([a-z]\\w+)`")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count > 8);
        Assert.All(named, name => Assert.Contains(name, Main.Parameters.Select(parameter => parameter.Name)));
    }

    [Fact]
    public void EveryHttpFunctionHasItsKeyInTheTable()
    {
        var functions = CodeFacts.Sources.Where(source => source.Value.Contains("[HttpTrigger(", StringComparison.Ordinal)).Select(source => System.IO.Path.GetFileNameWithoutExtension(source.Key)).ToList();
        Assert.NotEmpty(functions);
        Assert.All(functions, name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryAlertIsExplained() =>
        Assert.All(Repository.Files("infra/azure/queries", "*.kql"), path => Assert.Contains($"](queries/{System.IO.Path.GetFileName(path)})", Guide, StringComparison.Ordinal));

    [Fact]
    public void PricesAreThoseOfTheFile()
    {
        var prices = JsonDocument.Parse(Repository.Read("infra/azure/prices.json")).RootElement.EnumerateObject().Where(group => group.Value.ValueKind is JsonValueKind.Object)
            .SelectMany(group => group.Value.EnumerateObject().Where(_ => group.Name != "eventGrid")).Select(price => price.Value.GetRawText());
        Assert.All(prices, price => Assert.Matches($@"[^\d.]{Regex.Escape(price)}[^\d]", Guide));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void TransactionsFollowFromTheDesign(long customers)
    {
        var size = int.Parse(Regex.Match(CodeFacts.Sources["functions/Storage/RecordTable.cs"], @"TransactionSize = (\d+)").Groups[1].Value);
        var transactions = 3 * 256 * (long)Math.Ceiling(customers / 256.0 / size);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {customers:N0} | {transactions:N0} |"), Guide, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {customers:N0} | {3 * customers:N0} | {3 * customers / 20_000:N0}"), Guide, StringComparison.Ordinal);
    }

    [Fact]
    public void DaysOfRetentionAreThoseOfTheTemplate()
    {
        var storage = BicepFile.Of("infra/azure/modules/storage.bicep");
        int Days(string parameter) => int.Parse(storage.Tokens.SkipWhile(token => !token.IsName(parameter)).First(token => token.Kind is TokenKind.Number).Text);
        Assert.Contains($"{Days("extractDays")} days, then {Days("softDeleteDays")} of soft delete", Guide, StringComparison.Ordinal);
        Assert.Contains($"`clean`, `scored` | itself: {Days("workingDays")} and {Days("softDeleteDays")} days", Guide, StringComparison.Ordinal);
        Assert.Contains($"`lists` | itself: {Days("listDays")} and {Days("softDeleteDays")} days", Guide, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(?:REAP|AZURE)_[A-Z_]+\b")]
    private static partial Regex Variable();
}
