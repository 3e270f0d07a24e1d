namespace Microsoft.Azure.Functions.Worker;

/// <summary>A parameter of a function could not be given its value.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>A fault with its description.</summary>
    public FunctionInputConverterException(string? message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public FunctionInputConverterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
