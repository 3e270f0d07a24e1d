using System.Collections;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>
/// The app's settings: the environment, below it the <c>Values</c> of local.settings.json, as the Core Tools have it.
/// </summary>
internal static class AppSettings
{
    /// <summary>The key that functions of level Function ask for.</summary>
    public const string FunctionKey = "Host__FunctionKey";

    /// <summary>The key that opens everything.</summary>
    public const string MasterKey = "Host__MasterKey";

    /// <summary>The storage account that queues, locks and receipts are in.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>Reads the settings by the names that environment variables have.</summary>
    /// <exception cref="HostException">local.settings.json cannot be read.</exception>
    public static Dictionary<string, string> Read(string folder)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in ReadFile(Path.Combine(folder, "local.settings.json")))
            settings[name] = value;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            settings[(string)variable.Key] = (string?)variable.Value ?? "";
        return settings;
    }

    /// <summary>
    /// What the jobs are configured by: defaults that suit one machine, host.json, and the settings, the last of which wins.
    /// </summary>
    public static IConfiguration Configure(
        IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string?> hostJson) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsConfigurationSection"] = HostJson.Section,
                // A lease of the default 60 s keeps timers and scans of a killed host from the others for up to two minutes.
                [$"{HostJson.Section}:singleton:listenerLockPeriod"] = "00:00:15",
                [$"{HostJson.Section}:singleton:listenerLockRecoveryPollingInterval"] = "00:00:15",
            })
            .AddInMemoryCollection(hostJson)
            .AddInMemoryCollection(settings.Select(setting =>
                KeyValuePair.Create<string, string?>(setting.Key.Replace("__", ":"), setting.Value)))
            .Build();

    private static Dictionary<string, string> ReadFile(string file) => File.Exists(file)
        ? JsonFile.Read(file, $"'{file}'", "Mend or remove it.", root => ExpectedJson.Members(root, "the file", "Values"))
        : [];
}
