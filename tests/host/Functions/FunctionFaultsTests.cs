using System.Text.Json;
using ReapFunctions.Local.Host.Functions;

namespace ReapFunctions.Host.Tests.Functions;

public sealed class FunctionFaultsTests
{
    private const string Output = """{ "name": "$return", "direction": "Out", "type": "queue", "queueName": "r" }""";
    private const string Message = """{ "name": "Message", "direction": "Out", "type": "queue", "queueName": "r" }""";
    private const string Queue = """{ "name": "message", "direction": "In", "type": "queueTrigger", "queueName": "q" }""";

    [Fact]
    public void AFunctionWithATriggerAndQueuesHasNone() =>
        Assert.Null(Find(Queue, Output));

    [Theory]
    [InlineData("Multiple bindings with name 'Message' discovered.", Queue, Message)]
    [InlineData("No trigger binding specified.", Output)]
    [InlineData("This host has no 'eventHubTrigger'.", """{ "name": "events", "direction": "In", "type": "eventHubTrigger" }""")]
    [InlineData("This host has no output 'table'.", Queue, """{ "name": "rows", "direction": "Out", "type": "table" }""")]
    [InlineData("This host has no input 'blob'.", Queue, """{ "name": "file", "direction": "In", "type": "blob" }""")]
    [InlineData("Its queueTrigger 'm' has no 'queueName'.", """{ "name": "m", "direction": "In", "type": "queueTrigger" }""")]
    [InlineData("Its timerTrigger 't' has no 'schedule'.", """{ "name": "t", "direction": "In", "type": "timerTrigger" }""")]
    [InlineData("Its blobTrigger 'b' has no 'path'.", """{ "name": "b", "direction": "In", "type": "blobTrigger" }""")]
    [InlineData("Its output 'o' has no 'queueName'.", Queue, """{ "name": "o", "direction": "Out", "type": "queue" }""")]
    public void AnythingElseIsSaid(string fault, params string[] bindings) =>
        Assert.StartsWith(fault, Find(bindings), StringComparison.Ordinal);

    private static string? Find(params string[] bindings)
    {
        var all = string.Join(',', bindings);
        var json = $$"""{ "name": "X", "scriptFile": "X.dll", "entryPoint": "X.Run", "bindings": [{{all}}] }""";
        using var document = JsonDocument.Parse(json);
        return FunctionFaults.Find(AppFunction.Read(document.RootElement));
    }
}
