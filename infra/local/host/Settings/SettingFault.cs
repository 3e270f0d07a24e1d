using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>
/// Names the setting that the SDK does not take. It says which one only when the text is of the wrong type; a value out of
/// range is refused by the property that the setting is bound to.
/// </summary>
internal static partial class SettingFault
{
    /// <summary>What is wrong, in one line, with the setting and its value when they can be told.</summary>
    public static string MessageOf(Exception fault, IConfiguration settings)
    {
        var cause = fault.GetBaseException();
        for (var outer = fault; outer is not null; outer = outer.InnerException)
        {
            if (outer != cause && outer.Message.Contains($"{HostJson.Section}:", StringComparison.OrdinalIgnoreCase))
                return OneLine($"{outer.Message} {cause.Message}");
        }
        var property = Setter().Match(cause.StackTrace ?? "").Groups[1].Value;
        var keys = settings.AsEnumerable().Where(setting => IsFor(setting, property)).ToArray();
        var named = string.Join(" or ", keys.Select(setting => $"{setting.Key} is '{setting.Value}'"));
        return OneLine(named.Length > 0 ? $"{named}: {cause.Message}" : cause.Message);
    }

    private static bool IsFor(KeyValuePair<string, string?> setting, string property) =>
        setting.Value is not null
        && setting.Key.StartsWith($"{HostJson.Section}:", StringComparison.OrdinalIgnoreCase)
        && setting.Key.Split(':')[^1].Equals(property, StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string text) => string.Join(
        ' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\.set_(\w+)\(")]
    private static partial Regex Setter();
}
