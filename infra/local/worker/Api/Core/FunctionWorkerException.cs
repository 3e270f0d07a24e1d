namespace Microsoft.Azure.Functions.Worker;

/// <summary>A fault of the worker, not of the function's code.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>A fault with its description.</summary>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
