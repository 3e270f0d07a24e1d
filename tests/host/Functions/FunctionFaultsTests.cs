using System.Text.Json;
using ReapFunctions.Local.Host.Functions;

namespace ReapFunctions.Host.Tests.Functions;

public sealed class FunctionFaultsTests
{
    private const string Queue = """{ "name": "message", "direction": "In", "type": "queueTrigger", "queueName": "q" }""";

    [Fact]
    public void AFunctionWithATriggerAndQueuesHasNone() =>
        Assert.Null(Find(Queue, """{ "name": "$return", "direction": "Out", "type": "queue", "queueName": "r" }"""));

    [Theory]
    [InlineData("Multiple bindings with name 'Message' discovered.", Queue, """{ "name": "Message", "direction": "Out", "type": "queue", "queueName": "r" }""")]
    [InlineData("No trigger binding specified.", """{ "name": "$return", "direction": "Out", "type": "queue", "queueName": "r" }""")]
    [InlineData("This host has no 'eventHubTrigger'.", """{ "name": "events", "direction": "In", "type": "eventHubTrigger" }""")]
    [InlineData("This host has no output 'table'.", Queue, """{ "name": "rows", "direction": "Out", "type": "table" }""")]
    [InlineData("This host has no input 'blob'.", Queue, """{ "name": "file", "direction": "In", "type": "blob" }""")]
    public void AnythingElseIsSaid(string fault, params string[] bindings) =>
        Assert.StartsWith(fault, Find(bindings), StringComparison.Ordinal);

    private static string? Find(params string[] bindings)
    {
        var json = $$"""{ "name": "X", "scriptFile": "X.dll", "entryPoint": "X.Run", "bindings": [{{string.Join(',', bindings)}}] }""";
        using var document = JsonDocument.Parse(json);
        return FunctionFaults.Find(AppFunction.Read(document.RootElement));
    }
}
