using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Http;

/// <summary>
/// A call that storage does not let answer is 503 with what to do, whatever call it is; one that reads what an erasure changes in
/// that very moment is 409. No 500 without a word.
/// </summary>
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
        catch (RequestFailedException fault) when (context.GetHttpContext() is { Response.HasStarted: false } call
            && HasChanged(fault, call.Request.Method))
        {
            context.GetInvocationResult().Value = Problems.Conflict(
                "What was being read has changed in this moment: somebody was erased from it. Ask again.",
                ProblemKind.ListChanged);
        }
    }

    /// <summary>What a call was reading is no longer what it began to read.</summary>
    internal static bool HasChanged(RequestFailedException fault, string method) =>
        fault.Status == StatusCodes.Status412PreconditionFailed && HttpMethods.IsGet(method);

    /// <summary>Storage was not reached, refused the app, or failed itself. The SDK gathers what it tried in vain.</summary>
    internal static bool IsOfStorage(Exception fault) => fault switch
    {
        RequestFailedException { Status: 0 or StatusCodes.Status403Forbidden or >= StatusCodes.Status500InternalServerError } =>
            true,
        AggregateException tries => tries.InnerExceptions.Any(IsOfStorage),
        _ => false,
    };
}
