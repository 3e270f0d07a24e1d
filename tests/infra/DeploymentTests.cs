using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>azure.yaml, the parameters and the workflows point at what is there.</summary>
public partial class DeploymentTests
{
    private static readonly string Azd = DeployedFiles.Read("azure.yaml");
    private static readonly string Deploy = DeployedFiles.Read(".github/workflows/deploy.yml");

    public static TheoryData<string> Automation =>
        ["azure.yaml", .. DeployedFiles.Files(".github", "*.yml"), "infra/azure/smoke-test.sh"];

    [Theory]
    [MemberData(nameof(Automation))]
    public void PathsExist(string file) =>
        Assert.All(
            PathIn().Matches(WithoutComments(file)).Select(match => match.Groups[1].Value), path =>
            Assert.True(DeployedFiles.Exists(path), $"{file}: there is no {path}"));

    [Fact]
    public void AzdFindsInfrastructureAndApp()
    {
        Assert.True(DeployedFiles.Exists($"{Value("path")}/{Value("module")}.bicep"));
        Assert.Single(DeployedFiles.Files(Value("project"), "*.csproj"));
    }

    [BicepFact]
    public void TheAppCarriesTheTagOfItsService()
    {
        var service = Regex.Match(Azd, @"^services:\n  (\w+):", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(service, Deployment.Default.Only("Microsoft.Web/sites").Text("tags.azd-service-name"));
    }

    [BicepFact]
    public void ParametersOfTheFileAreThoseOfTheTemplate() =>
        Assert.Equal(Template.Main.Parameters.Keys.Order(), ParameterFile.Values.Keys.Order());

    // The compiler holds them against their types and limits.
    [BicepFact]
    public void ParametersOfTheFileAreOnesThatTheTemplateTakes() => Assert.NotEmpty(Deployment.Default.Resources);

    [BicepFact]
    public void NumbersOfTheFileAreTheDefaultsOfTheTemplate() =>
        Assert.All(
            ParameterFile.Values.Where(parameter => parameter.Value.ValueKind is JsonValueKind.Number),
            given => Assert.Equal(Template.Main.Parameters[given.Key].Default, given.Value.GetRawText()));

    [BicepFact]
    public void EveryParameterReachesAResource()
    {
        Assert.Equal(Template.Main.Parameters.Keys.Order(), ParameterFile.Everything.Keys.Order());
        var asked = Deployment.Everything.Json.Replace("\\u0022", "\\\"", StringComparison.Ordinal);
        Assert.All(ParameterFile.Everything.Values, given => Assert.Contains(given.Trace, asked, StringComparison.Ordinal));
        Assert.All(
            ParameterFile.Everything.Values.Where(given => given.Trace != "ago(43h)"),
            given => Assert.DoesNotContain(given.Trace, Deployment.Default.Json, StringComparison.Ordinal));
    }

    // az deployment group create --parameters environmentName=...
    [BicepFact]
    public void TheResourcesAloneNeedOnlyAName() =>
        Assert.Equal(
            ["environmentName"], Template.Of("resources").Parameters.Where(parameter => parameter.Value.Required)
            .Select(parameter => parameter.Key));

    [BicepFact]
    public void BothTemplatesAllowTheSame() =>
        Assert.All(Template.Main.Parameters, parameter =>
        {
            var same = Template.Of("resources").Parameters[parameter.Key];
            Assert.Equal(parameter.Value.Type, same.Type);
            // The group has a region already.
            if (parameter.Key != "location")
                Assert.Equal((parameter.Value.Default, parameter.Value.Limits), (same.Default, same.Limits));
        });

    [BicepFact]
    public void WhatIsNotAskedForIsNotMade()
    {
        string[] types = [.. Deployment.Default.Resources.Select(resource => resource.Type)];
        Assert.DoesNotContain(types, type => type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        Assert.Empty(Deployment.Default.Only("Microsoft.Insights/actionGroups").Items("properties.emailReceivers"));
        Assert.Empty(
            Deployment.Default.Only("Microsoft.Web/sites").Items("properties.functionAppConfig.scaleAndConcurrency.alwaysReady"));
        Assert.Null(Deployment.Default.Only("Microsoft.Web/sites").Text("properties.virtualNetworkSubnetId"));
    }

    [BicepFact]
    public void TheAppRunsOnTheFrameworkThatItIsBuiltFor()
    {
        var runtime = Deployment.Default.Only("Microsoft.Web/sites").At("properties.functionAppConfig.runtime")!.Value;
        Assert.Equal("dotnet-isolated", runtime.Text("name"));
        Assert.Contains(
            $"<TargetFramework>net{runtime.Text("version")}</TargetFramework>", DeployedFiles.Read("Directory.Build.props"),
            StringComparison.Ordinal);
    }

    [BicepFact]
    public void NobodyPublishesWithAPassword() =>
        Assert.Equal(
            [("ftp", "false"), ("scm", "false")],
            Deployment.Default.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
                .Select(door => (door.Name, door.Text("properties.allow")!)));

    // azd takes the principal from the sign-in.
    [Fact]
    public void EveryVariableOfTheParametersIsSetByTheWorkflow() =>
        Assert.All(
            ParameterFile.Variables.Where(name => name != "AZURE_PRINCIPAL_ID"), name =>
            Assert.Contains($"      {name}: ", Deploy, StringComparison.Ordinal));

    [BicepFact]
    public void TheSmokeTestUsesOutputsOfTheTemplate()
    {
        var used = Regex.Matches(Deploy, "smoke-test.sh(.*)").SelectMany(
            match => Regex.Matches(match.Groups[1].Value, @"\$(\w+)")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, used.Count);
        Assert.All(used, name => Assert.Contains(name, Template.Main.Outputs));
    }

    [Theory]
    [MemberData(nameof(Automation))]
    public void NoSecretIsUsed(string file) =>
        Assert.DoesNotContain("secrets.", DeployedFiles.Read(file), StringComparison.Ordinal);

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
    public void PullRequestsRunWhatEverybodyRuns() =>
        Assert.Contains("run: .ci/run\n", DeployedFiles.Read(".github/workflows/pull-request.yml"), StringComparison.Ordinal);

    // azd publishes the project of the service, in Release.
    [Fact]
    public void WhatIsDeployedIsPublishedByEveryCheckBefore() =>
        Assert.Contains($"dotnet publish {Value("project")} -c Release", DeployedFiles.Read(".ci/run"), StringComparison.Ordinal);

    [Fact]
    public void ActionsHaveAVersion() =>
        Assert.All(
            DeployedFiles.Files(".github/workflows", "*.yml")
            .SelectMany(path => Regex.Matches(DeployedFiles.Read(path), @"uses: (\S+)")),
            match => Assert.Matches(@"^[\w.-]+/[\w.-]+@v\d+$", match.Groups[1].Value));

    private static string Value(string key) => Regex.Match(Azd, $@"^\s+{key}: (\S+)$", RegexOptions.Multiline).Groups[1].Value;

    private static string WithoutComments(string file) =>
        Regex.Replace(DeployedFiles.Read(file), @"^\s*#.*$", "", RegexOptions.Multiline);

    // Names of the repository's own folders with something below them, a folder of Dependabot (`directory: /infra/...`), and
    // known files.
    [GeneratedRegex(@"(?<![\w./-])/?((?:\.ci|\.github|functions|ml|tests|infra)/[\w./-]*\w|global\.json|host\.json)")]
    private static partial Regex PathIn();
}
