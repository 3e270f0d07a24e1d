using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Puts settings into a text: <c>%Name%</c> becomes the setting of that name.</summary>
internal sealed partial class SettingTemplate(IConfiguration settings)
{
    /// <summary>The text with its settings; a missing one is a fault and stays as it is.</summary>
    public string Resolve(string text, string where, List<string> faults) => Name().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (settings[name.Replace("__", ":")] is { Length: > 0 } value)
            return value;
        faults.Add($"{where} names the setting '{name}', which is missing. Set it in the environment or in local.settings.json.");
        return match.Value;
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
