using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Host.Tests.Settings;

public sealed class AppSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("app-settings").FullName;

    private string LocalSettings => Path.Combine(folder, "local.settings.json");

    [Theory]
    [InlineData("""{ "Values": { "OfTheFile": 3, } }""", "3")]
    [InlineData("""{ "IsEncrypted": false }""", null)]
    public void ValuesAreSettingsAndMayBeMissing(string text, string? value)
    {
        File.WriteAllText(LocalSettings, text);
        Assert.Equal(value, AppSettings.Read(folder).GetValueOrDefault("OfTheFile"));
    }

    [Theory]
    [InlineData("no json", "is not JSON: ")]
    [InlineData("[]", "is not as expected: For the file an object {...} is expected, not a list. ")]
    [InlineData("""{ "Values": [] }""", "is not as expected: In the file \"Values\" must be an object {...}, not a list. ")]
    public void AFileThatHoldsSomethingElseIsNamedWithWhatIsExpected(string text, string fault)
    {
        File.WriteAllText(LocalSettings, text);
        var message = Assert.Throws<HostException>(() => AppSettings.Read(folder)).Message;
        Assert.StartsWith($"'{LocalSettings}' {fault}", message, StringComparison.Ordinal);
        Assert.EndsWith("Mend or remove it.", message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
