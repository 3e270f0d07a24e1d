using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>One call of a function: what is called, what started it, and the outputs it gave.</summary>
internal sealed class FunctionCall(FunctionEntry function, TriggerInput input)
{
    public FunctionEntry Function => function;

    public TriggerInput Input => input;

    /// <summary>Values of the output properties by name; empty until the function has returned.</summary>
    public Dictionary<string, object?> Outputs { get; } = [];

    /// <summary>What a function with output properties answers to HTTP.</summary>
    public object? HttpAnswer =>
        function.Outputs.FirstOrDefault(output => output.IsHttp) is { } answer ? Outputs.GetValueOrDefault(answer.Name) : null;
}
