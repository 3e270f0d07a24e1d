using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Host.Tests.Settings;

public sealed class AppFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("app-folder").FullName;

    public AppFolderTests()
    {
        Write("functions.metadata", "[]");
        Write("host.json", """{ /* yes */ "extensions": { "queues": { "batchSize": 4 }, "list": [1, "b"] }, }""");
        Write("worker.config.json", """{ "description": { "defaultWorkerPath": "App.dll" } }""");
    }

    [Fact]
    public void HostJsonBecomesSettingsWithCommentsAndAll()
    {
        var app = AppFolder.Read(folder);
        Assert.Equal(Path.Combine(folder, "App.dll"), app.Worker);
        Assert.Equal("4", app.HostJson["AzureFunctionsJobHost:extensions:queues:batchSize"]);
        Assert.Equal("b", app.HostJson["AzureFunctionsJobHost:extensions:list:1"]);
    }

    [Fact]
    public void FunctionsAreInTheOrderOfTheirNamesWhateverTheirCase()
    {
        Write("functions.metadata", $"[{Function("b")}, {Function("C")}, {Function("A")}]");
        Assert.Equal(["A", "b", "C"], AppFolder.Read(folder).Functions.Select(function => function.Name));
    }

    [Fact]
    public void TwoFunctionsOfOneNameAreRefusedEvenIfTheirCaseDiffers()
    {
        Write("functions.metadata", $"[{Function("Run")}, {Function("run")}]");
        Assert.Equal("Functions 'Run' and 'run' have one name: on Azure case does not count. Rename one of them.", Fault());
    }

    [Theory]
    [InlineData("functions.metadata", "Build the app first: dotnet build functions.")]
    [InlineData("worker.config.json", "Build the app first: dotnet build functions.")]
    [InlineData("host.json", "Put one beside the app's project and build again.")]
    public void AFileThatIsMissingOrNoJsonIsNamed(string file, string remedy)
    {
        Write(file, "{ no json");
        Assert.StartsWith($"{file} in '{folder}' is not JSON: ", Fault(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, file));
        Assert.Equal($"There is no {file} in '{folder}'. {remedy}", Fault());
    }

    [Theory]
    [InlineData("functions.metadata", "{}", "A list [...] is expected, not an object.")]
    [InlineData("functions.metadata", "[1]", "For a function an object {...} is expected, not a number.")]
    [InlineData("functions.metadata", "[{}]", "In a function a text \"name\" is expected.")]
    [InlineData("functions.metadata", """[{ "name": null }]""", "In a function a text \"name\" is expected.")]
    [InlineData(
        "functions.metadata", """[{ "name": "A", "scriptFile": "A.dll", "entryPoint": "A.Run" }]""",
        "In a function a list \"bindings\" is expected.")]
    [InlineData(
        "functions.metadata", """[{ "name": "A", "scriptFile": "A.dll", "entryPoint": "A.Run", "bindings": ["b"] }]""",
        "For a binding an object {...} is expected, not a text.")]
    [InlineData(
        "functions.metadata",
        """[{ "name": "A", "scriptFile": "A.dll", "entryPoint": "A.Run", "bindings": [{ "name": "b" }] }]""",
        "In a binding a text \"type\" is expected.")]
    [InlineData(
        "functions.metadata",
        """
        [{ "name": "A", "scriptFile": "A.dll", "entryPoint": "A.Run",
           "bindings": [{ "name": "b", "type": "queue", "properties": [] }] }]
        """,
        "In a binding \"properties\" must be an object {...}, not a list.")]
    [InlineData("host.json", "[]", "An object {...} is expected, not a list.")]
    [InlineData("host.json", "null", "An object {...} is expected, not null.")]
    [InlineData("worker.config.json", "[]", "An object {...} is expected, not a list.")]
    [InlineData("worker.config.json", "{}", "A \"description\" with a text \"defaultWorkerPath\" is expected.")]
    [InlineData(
        "worker.config.json", """{ "description": {} }""", "In its description a text \"defaultWorkerPath\" is expected.")]
    public void AFileThatHoldsSomethingElseIsNamedWithWhatIsExpected(string file, string text, string fault)
    {
        Write(file, text);
        Assert.StartsWith($"{file} in '{folder}' is not as expected: {fault} ", Fault(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Function(string name) =>
        $$"""{ "name": "{{name}}", "scriptFile": "App.dll", "entryPoint": "App.Run", "bindings": [] }""";

    private string Fault() => Assert.Throws<HostException>(() => AppFolder.Read(folder)).Message;

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);
}
