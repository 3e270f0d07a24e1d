using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>azure.yaml, the parameters and the workflows point at what is there.</summary>
public partial class DeploymentTests
{
    private static readonly BicepFile Main = BicepFile.Of("infra/azure/main.bicep");
    private static readonly BicepFile Resources = BicepFile.Of("infra/azure/resources.bicep");
    private static readonly string Azd = Repository.Read("azure.yaml");
    private static readonly string Deploy = Repository.Read(".github/workflows/deploy.yml");

    public static TheoryData<string> Automation => ["azure.yaml", .. Repository.Files(".github", "*.yml"), "infra/azure/smoke-test.sh"];

    [Theory]
    [MemberData(nameof(Automation))]
    public void PathsExist(string file) =>
        Assert.All(PathIn().Matches(WithoutComments(file)).Select(match => match.Groups[1].Value), path => Assert.True(Repository.Exists(path), $"{file}: there is no {path}"));

    [Fact]
    public void AzdFindsInfrastructureAndApp()
    {
        Assert.True(Repository.Exists($"{Value("path")}/{Value("module")}.bicep"));
        Assert.Single(Repository.Files(Value("project"), "*.csproj"));
    }

    [Fact]
    public void TheAppCarriesTheTagOfItsService()
    {
        var service = Regex.Match(Azd, @"^services:\n  (\w+):", RegexOptions.Multiline).Groups[1].Value;
        Assert.Contains($"'azd-service-name': '{service}'", Repository.Read("infra/azure/modules/app.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersOfTheFileAreThoseOfTheTemplate()
    {
        var given = ParameterFile().Select(parameter => parameter.Name).ToList();
        Assert.Equal(Main.Parameters.Select(parameter => parameter.Name).Order(), given.Order());
    }

    [Fact]
    public void LiteralParametersAreWithinTheirLimits() =>
        Assert.All(ParameterFile().Where(parameter => parameter.Value.ValueKind is JsonValueKind.Number), given =>
        {
            var parameter = Main.Parameters.Single(parameter => parameter.Name == given.Name);
            Assert.Equal("int", parameter.Type);
            var value = given.Value.GetInt32();
            Assert.InRange(value, Limit(parameter, "minValue") ?? int.MinValue, Limit(parameter, "maxValue") ?? int.MaxValue);
            if (parameter.Decorators.TryGetValue("allowed", out var allowed))
                Assert.Contains(value.ToString(), allowed.Select(token => token.Text));
        });

    [Fact]
    public void TheEntryPointPassesEveryParameterOn()
    {
        var passed = Main.Modules.Single().Passed;
        Assert.Equal(Resources.Parameters.Select(parameter => parameter.Name).Order(), passed.Order());
    }

    [Fact]
    public void BothTemplatesAllowTheSame() =>
        Assert.All(Main.Parameters, parameter =>
        {
            var same = Resources.Parameters.Single(other => other.Name == parameter.Name);
            Assert.Equal(parameter.Type, same.Type);
            Assert.All(["allowed", "minValue", "maxValue", "minLength", "maxLength"], limit =>
                Assert.Equal(Limits(parameter, limit), limit == "minLength" && parameter.Name == "location" ? Limits(parameter, limit) : Limits(same, limit)));
        });

    [Fact]
    public void EveryVariableOfTheParametersIsSetByTheWorkflow()
    {
        var variables = Variable().Matches(Repository.Read("infra/azure/main.parameters.json")).Select(match => match.Groups[1].Value);
        // azd takes the principal from the sign-in.
        Assert.All(variables.Where(name => name != "AZURE_PRINCIPAL_ID"), name => Assert.Contains($"      {name}: ", Deploy, StringComparison.Ordinal));
    }

    [Fact]
    public void TheSmokeTestUsesOutputsOfTheTemplate()
    {
        var used = Regex.Matches(Deploy, "smoke-test.sh(.*)").SelectMany(match => Regex.Matches(match.Groups[1].Value, @"\$(\w+)")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, used.Count);
        Assert.All(used, name => Assert.Contains(name, Main.Outputs.Select(output => output.Name)));
    }

    [Theory]
    [MemberData(nameof(Automation))]
    public void NoSecretIsUsed(string file) => Assert.DoesNotContain("secrets.", Repository.Read(file), StringComparison.Ordinal);

    [Fact]
    public void DeploymentSignsInByFederationAndLooksFirst()
    {
        Assert.Contains("id-token: write", Deploy, StringComparison.Ordinal);
        Assert.Contains("--federated-credential-provider github", Deploy, StringComparison.Ordinal);
        var preview = Deploy.IndexOf("azd provision --preview", StringComparison.Ordinal);
        var apply = Deploy.IndexOf("azd provision --no-prompt", StringComparison.Ordinal);
        Assert.True(preview > 0 && preview < apply && Deploy.Contains("needs: preview", StringComparison.Ordinal));
    }

    [Fact]
    public void PullRequestsBuildBothProfiles()
    {
        var text = Repository.Read(".github/workflows/pull-request.yml");
        Assert.Contains("run: .ci/run", text, StringComparison.Ordinal);
        Assert.Contains("-p:ReapHost=azure", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ActionsHaveAVersion() =>
        Assert.All(Repository.Files(".github/workflows", "*.yml").SelectMany(path => Regex.Matches(Repository.Read(path), @"uses: (\S+)")),
            match => Assert.Matches(@"^[\w.-]+/[\w.-]+@v\d+$", match.Groups[1].Value));

    private static string Value(string key) => Regex.Match(Azd, $@"^\s+{key}: (\S+)$", RegexOptions.Multiline).Groups[1].Value;

    private static IEnumerable<(string Name, JsonElement Value)> ParameterFile() =>
        JsonDocument.Parse(Repository.Read("infra/azure/main.parameters.json")).RootElement.GetProperty("parameters").EnumerateObject()
            .Select(parameter => (parameter.Name, parameter.Value.GetProperty("value")));

    private static int? Limit(Parameter parameter, string name) =>
        parameter.Decorators.TryGetValue(name, out var arguments) ? int.Parse(arguments.Single(token => token.Kind is TokenKind.Number).Text) : null;

    private static string Limits(Parameter parameter, string name) =>
        parameter.Decorators.TryGetValue(name, out var arguments) ? string.Concat(arguments.Select(token => token.Text)) : "";

    private static string WithoutComments(string file) => Regex.Replace(Repository.Read(file), @"^\s*#.*$", "", RegexOptions.Multiline);

    // Names of the repository's own folders with something below them, a folder of Dependabot (`directory: /infra/...`), and known files.
    [GeneratedRegex(@"(?<![\w./-])/?((?:\.ci|\.github|functions|ml|tests|infra)/[\w./-]*\w|global\.json|host\.json)")]
    private static partial Regex PathIn();

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Variable();
}
