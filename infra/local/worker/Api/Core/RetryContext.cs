namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an invocation stands in a function-level retry.</summary>
public abstract class RetryContext
{
    /// <summary>For implementations.</summary>
    protected RetryContext()
    {
    }

    /// <summary>Retries so far.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries at most.</summary>
    public abstract int MaxRetryCount { get; }
}
