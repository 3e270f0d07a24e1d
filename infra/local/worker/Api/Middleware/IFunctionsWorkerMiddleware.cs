namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Code that runs around invocations.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its part and calls <paramref name="next"/> to run the rest.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
