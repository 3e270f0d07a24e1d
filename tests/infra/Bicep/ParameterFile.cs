using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>main.parameters.json and what azd makes of it; values are literals of Bicep.</summary>
internal static partial class ParameterFile
{
    public const string Path = "infra/azure/main.parameters.json";

    /// <summary>What azd knows in a new environment: the guide sets no more.</summary>
    public static readonly IReadOnlyDictionary<string, string> FirstDeployment = new Dictionary<string, string>
    {
        ["AZURE_ENV_NAME"] = "reap-test",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = "11111111-2222-3333-4444-555555555555",
        ["REAP_BUDGET_START"] = "2026-11-01",
    };

    /// <summary>Another value than the default for every parameter, and the trace that it leaves in the resources.</summary>
    public static readonly IReadOnlyDictionary<string, (string Literal, string Trace)> Everything = new Dictionary<string, (
        string, string)>
    {
        ["environmentName"] = ("'reap-full'", "rg-reap-full"),
        ["location"] = ("'northeurope'", "\"location\": \"northeurope\""),
        ["deployerId"] = ("'99999999-8888-7777-6666-555555555555'", "99999999-8888-7777-6666-555555555555"),
        ["deployerType"] = ("'Group'", "\"principalType\": \"Group\""),
        ["grantDeployer"] = ("true", "\"principalId\": \"99999999-8888-7777-6666-555555555555\""),
        ["alertEmail"] = ("'night@example.org'", "\"emailAddress\": \"night@example.org\""),
        ["budgetStart"] = ("'2025-03-01'", "\"startDate\": \"2025-03-01\""),
        ["budgetAmount"] = ("9871", "\"amount\": 9871"),
        ["portfolio"] = ("'retail'", "\"Reap__Portfolio\": \"retail\""),
        ["buckets"] = ("213", "\"Reap__Buckets\": \"213\""),
        ["publishedWithinHours"] = ("43", "ago(43h)"),
        ["trainingRows"] = ("1234567", "\"Reap__TrainingRows\": \"1234567\""),
        ["keepRuns"] = ("71", "\"Reap__KeepRuns\": \"71\""),
        ["keepReplyDays"] = ("907", "\"Reap__KeepReplyDays\": \"907\""),
        ["signInClient"] = ("'77777777-6666-5555-4444-333333333333'", "api://77777777-6666-5555-4444-333333333333"),
        ["desktopOrigin"] = ("'https://desk.example.org'", "\"Reap__DesktopOrigin\": \"https://desk.example.org\""),
        ["dailySources"] = ("['customers', 'meters']", @"dynamic([\""customers\"",\""meters\""])"),
        ["storageSku"] = ("'Standard_GZRS'", "\"name\": \"Standard_GZRS\""),
        ["instanceMemory"] = ("4096", "\"instanceMemoryMB\": 4096"),
        ["maximumInstances"] = ("873", "\"maximumInstanceCount\": 873"),
        ["alwaysReadyHttp"] = ("37", "\"instanceCount\": 37"),
        ["privateNetwork"] = ("true", "\"defaultAction\": \"Deny\""),
        ["allowedAddresses"] = ("['198.51.100.7']", "\"value\": \"198.51.100.7\""),
    };

    public static IReadOnlyDictionary<string, JsonElement> Values { get; } =
        JsonDocument.Parse(DeployedFiles.Read(Path)).RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetProperty("value"));

    /// <summary>The variables of azd's environment that the file names.</summary>
    public static IReadOnlySet<string> Variables { get; } = Variable().Matches(DeployedFiles.Read(Path))
        .Select(match => match.Groups[1].Value).ToHashSet();

    /// <summary>
    /// azd puts its variables in (<c>${NAME=default}</c>), reads a text as what the template wants there, and leaves out what is
    /// empty where the template has a default.
    /// </summary>
    public static IReadOnlyDictionary<string, string> AsAzdSetsThem(IReadOnlyDictionary<string, string> variables) =>
        Values.Select(
            parameter => (parameter.Key, Literal: Literal(parameter.Value, Template.Main.Parameters[parameter.Key], variables)))
            .Where(parameter => parameter.Literal.Length > 0)
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Literal);

    private static string Literal(JsonElement value, Parameter parameter, IReadOnlyDictionary<string, string> variables)
    {
        if (value.ValueKind is not JsonValueKind.String)
            return value.GetRawText().Replace('"', '\'');
        var text = Variable()
            .Replace(value.GetString()!, match => variables.GetValueOrDefault(match.Groups[1].Value, match.Groups[2].Value));
        return parameter.Type != "string" || text.Length == 0 ? text : $"'{text}'";
    }

    [GeneratedRegex(@"\$\{(\w+)(?:=([^}]*))?\}")]
    private static partial Regex Variable();
}
