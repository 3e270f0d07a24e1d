using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>A view of the returned value.</summary>
internal sealed class UntypedInvocationResult(ReturnValue result) : InvocationResult
{
    public override object? Value
    {
        get => result.Value;
        set => result.Value = value;
    }
}
