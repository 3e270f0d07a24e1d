using System.Globalization;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>The operations guide names what there is: files, variables, functions, queues, parameters, numbers.</summary>
public partial class GuideTests
{
    private const string Path = "infra/azure/README.md";
    private static readonly string Guide = DeployedFiles.Read(Path);

    [Fact]
    public void LinksLeadToFiles()
    {
        var links = Link().Matches(Guide).Select(match => match.Groups[1].Value)
            .Where(link => !link.StartsWith("https:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(
            links, link =>
            Assert.True(DeployedFiles.Exists(System.IO.Path.Combine("infra/azure", link)), $"{Path}: there is no {link}"));
    }

    [BicepFact]
    public void VariablesAreOutputsOrParameters()
    {
        var known = Template.Main.Outputs.Concat(ParameterFile.Variables)
            .Concat(["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"]).ToHashSet();
        Assert.All(Variable().Matches(Guide).Select(match => match.Value), name => Assert.Contains(name, known));
    }

    [BicepFact]
    public void EveryOutputIsUsed() =>
        Assert.All(Template.Main.Outputs, output => Assert.Contains(output, Guide, StringComparison.Ordinal));

    [BicepFact]
    public void ParametersExist()
    {
        var table =
            Guide[Guide.IndexOf("### Parameters", StringComparison.Ordinal)..Guide.IndexOf(
            "### From GitHub", StringComparison.Ordinal)];
        var named = Regex.Matches(table, @"^\| (.+?) \|", RegexOptions.Multiline).SelectMany(
            row => Regex.Matches(row.Groups[1].Value, "`([a-z]\\w+)`")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count > 8);
        Assert.All(named, name => Assert.Contains(name, Template.Main.Parameters.Keys));
    }

    [Fact]
    public void EveryHttpFunctionHasItsKeyInTheTable()
    {
        var functions = CodeFacts.Sources.Where(source => source.Value.Contains("[HttpTrigger(", StringComparison.Ordinal))
            .Select(source => System.IO.Path.GetFileNameWithoutExtension(source.Key)).ToList();
        Assert.NotEmpty(functions);
        Assert.All(functions, name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal));
    }

    [Fact]
    public void CommandsOfTheGuideAreThere()
    {
        var commands = Command().Matches(Guide);
        Assert.NotEmpty(commands);
        Assert.All(commands, match =>
        {
            var (project, name) = (match.Groups[1].Value, match.Groups[2].Value);
            Assert.Single(Directory.EnumerateFiles(DeployedFiles.Full(project), "*.csproj"));
            var source = string.Concat(DeployedFiles.Files(project, "*.cs").Select(DeployedFiles.Read));
            Assert.True(source.Contains($"\"{name}\"", StringComparison.Ordinal), $"{project} has no command '{name}'");
        });
    }

    [Fact]
    public void ScriptsOfTheGuideAreThereAndNoOtherIs()
    {
        var named = Script().Matches(Guide).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(DeployedFiles.Files("infra/azure", "*.sh"), named);
    }

    [Fact]
    public void TimersThatTheGuideStartsByHandExist() =>
        Assert.All(Admin().Matches(Guide).Select(match => match.Groups[1].Value), name => Assert.Contains(
            CodeFacts.Sources.Values, text =>
                text.Contains("[TimerTrigger(", StringComparison.Ordinal)
                && text.Contains($"class {name}(", StringComparison.Ordinal)));

    [Fact]
    public void EveryAlertIsExplained() =>
        Assert.All(
            DeployedFiles.Files("infra/azure/queries", "*.kql"), path =>
            Assert.Contains($"](queries/{System.IO.Path.GetFileName(path)})", Guide, StringComparison.Ordinal));

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void TimesAtTheAccountsLimitFollowFromTheRecords(long customers) =>
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {customers:N0} | {3 * customers:N0} | {3 * customers / 20_000:N0}"),
                Guide, StringComparison.Ordinal);

    [BicepFact]
    public void DaysOfRetentionAreThoseOfTheTemplate()
    {
        static string Days(string parameter) => Template.Of("storage").Parameters[parameter].Default!;
        Assert.Contains(
            $"{Days("extractDays")} days, then {Days("softDeleteDays")} of soft delete", Guide, StringComparison.Ordinal);
        Assert.Contains(
            $"`clean` | itself: {Days("cleanDays")} and {Days("softDeleteDays")} days", Guide,
            StringComparison.Ordinal);
        Assert.Contains(
            $"`scored` | itself: {Days("workingDays")} and {Days("softDeleteDays")} days", Guide,
            StringComparison.Ordinal);
        Assert.Contains(
            $"`lists` | itself: {Days("listDays")} and {Days("softDeleteDays")} days", Guide, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (\S+) -- (\w+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"infra/azure/[\w-]+\.sh")]
    private static partial Regex Script();

    [GeneratedRegex(@"/admin/functions/(\w+)")]
    private static partial Regex Admin();

    [GeneratedRegex(@"\b(?:REAP|AZURE)_[A-Z_]+\b")]
    private static partial Regex Variable();
}
