using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Reads settings one by one and collects every fault, so that all of them are reported at once.</summary>
internal sealed class SettingReader(IConfiguration settings, List<string> faults)
{
    public int Number(string path, int whenMissing, int least, int most)
    {
        if (settings[path] is not { Length: > 0 } text)
            return whenMissing;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        faults.Add($"Setting {path} is '{text}'. Give a whole number from {least} to {most}.");
        return whenMissing;
    }

    public TimeSpan Time(string path, TimeSpan whenMissing, TimeSpan least, TimeSpan most)
    {
        if (settings[path] is not { Length: > 0 } text)
            return whenMissing;

        // TimeSpan.Parse takes a bare "5" for five days: ask for the colons.
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
            return value;
        faults.Add($"Setting {path} is '{text}'. Give a time as hh:mm:ss from {least:c} to {most:c}.");
        return whenMissing;
    }

    public string Choice(string path, string whenMissing, params string[] choices)
    {
        if (settings[path] is not { Length: > 0 } text)
            return whenMissing;
        if (choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice)
            return choice;
        faults.Add($"Setting {path} is '{text}'. Give one of: {string.Join(", ", choices)}.");
        return whenMissing;
    }

    public string Text(string path, string whenMissing) => settings[path] ?? whenMissing;
}
