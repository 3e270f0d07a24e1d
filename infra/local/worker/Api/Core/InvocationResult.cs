namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned, of any type.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
    /// <summary>For implementations.</summary>
    protected InvocationResult()
    {
    }
}
