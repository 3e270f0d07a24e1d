using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Http;

/// <summary>A call that storage does not let answer is 503 with what to do, whatever call it is: no 500 without a word.</summary>
internal sealed class StorageFaults(ILogger<StorageFaults> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (IsOfStorage(fault) && context.GetHttpContext() is { Response.HasStarted: false })
        {
            log.StorageDown(context.FunctionDefinition.Name, fault);
            context.GetInvocationResult().Value = Problems.StorageDown();
        }
    }

    /// <summary>Storage was not reached, refused the app, or failed itself. The SDK gathers what it tried in vain.</summary>
    internal static bool IsOfStorage(Exception fault) => fault switch
    {
        RequestFailedException { Status: 0 or StatusCodes.Status403Forbidden or >= StatusCodes.Status500InternalServerError } =>
            true,
        AggregateException tries => tries.InnerExceptions.Any(IsOfStorage),
        _ => false,
    };
}
