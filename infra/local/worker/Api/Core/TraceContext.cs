namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace of an invocation, in W3C form.</summary>
public abstract class TraceContext
{
    /// <summary>For implementations.</summary>
    protected TraceContext()
    {
    }

    /// <summary>The <c>traceparent</c>.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>.</summary>
    public abstract string TraceState { get; }
}
