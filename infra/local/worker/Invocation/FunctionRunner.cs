using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Hosting;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>Runs invocations: scope, time limit, middleware, function, outputs.</summary>
internal sealed class FunctionRunner(
    IServiceScopeFactory scopes,
    FunctionExecutionDelegate pipeline,
    OutputWriter outputs,
    HostJson host,
    TimeProvider time,
    ILogger<FunctionRunner> log)
{
    /// <summary>Runs a function in a scope of its own. Throws what the function throws.</summary>
    public async Task RunAsync(FunctionEntry function, TriggerInput input, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await RunAsync(function, input, scope.ServiceProvider, cancellation);
    }

    /// <summary>Runs a function in a given scope. Throws what the function throws.</summary>
    public async Task RunAsync(
        FunctionEntry function, TriggerInput input, IServiceProvider services, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(host.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var call = new FunctionCall(function, input);
        var context = new LocalFunctionContext(call, services, either.Token);
        context.Features.Set(call);
        input.Attach(context);
        var start = time.GetTimestamp();
        log.Executing(function.Name, context.InvocationId);
        try
        {
            await RunAsync(call, context);
            log.Executed(function.Name, context.InvocationId, time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception fault)
        {
            log.Failed(fault, function.Name, context.InvocationId, time.GetElapsedTime(start).TotalMilliseconds);
            throw;
        }
        finally
        {
            await input.ReleaseAsync();
        }
    }

    private async Task RunAsync(FunctionCall call, LocalFunctionContext context)
    {
        await pipeline(context);
        foreach (var output in call.Function.Outputs)
        {
            var value = output.Property is null ? ReturnValue.Of(context).Value : call.Outputs.GetValueOrDefault(output.Name);
            await outputs.WriteAsync(output, value, context.CancellationToken);
        }
    }
}
