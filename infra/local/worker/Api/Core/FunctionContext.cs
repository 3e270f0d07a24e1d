namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function.</summary>
public abstract class FunctionContext
{
    /// <summary>For implementations.</summary>
    protected FunctionContext()
    {
    }

    /// <summary>Unique for the invocation; a retried message gets a new one.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same over restarts.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Trigger metadata.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>The function-level retry; null unless such a policy applies.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function's name, entry point, parameters and bindings.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host attaches to the invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the host stops or the function's time is over.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
