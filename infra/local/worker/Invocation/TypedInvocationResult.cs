using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>A view of the returned value as one type.</summary>
internal sealed class TypedInvocationResult<T>(ReturnValue result) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)result.Value;
        set => result.Value = value;
    }
}
