using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Http;
using ReapFunctions.Local.Host.Worker;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>Runs functions for the SDK: hands the trigger to the worker, and what the worker gives back to the queues.</summary>
internal sealed class FunctionRunner(IEnumerable<AppFunction> functions, FunctionWorker worker, RequestForwarder forwarder)
{
    private readonly Dictionary<string, AppFunction> functions = functions.ToDictionary(function => function.Name);

    public async Task RunAsync(string name, Guid id, object trigger, Binder binder, CancellationToken cancellationToken)
    {
        var function = functions[name];
        var channel = await worker.ReadyAsync().WaitAsync(cancellationToken);
        var request = new InvocationRequest
        {
            InvocationId = id.ToString(),
            FunctionId = name,
            TraceContext = TraceContext.Current(),
        };
        request.InputData.Add(new ParameterBinding { Name = function.Trigger!.Name, Data = TriggerData.Of(trigger) });
        TriggerData.AddMetadata(request.TriggerMetadata, trigger, binder.BindingData);
        var invocation = FunctionWorker.InvokeAsync(channel, request, cancellationToken);
        if (trigger is HttpContext http)
            await forwarder.ForwardAsync(http, channel, request.InvocationId, invocation);
        // A function that has ended must not run again because the host stops: what it gave back is written all the same.
        await OutputQueues.WriteAsync(function, await invocation, binder, CancellationToken.None);
    }
}

/// <summary>The trace that a run belongs to, which the worker goes on with.</summary>
internal static class TraceContext
{
    public static RpcTraceContext Current() => new()
    {
        TraceParent = System.Diagnostics.Activity.Current?.Id ?? "",
        TraceState = System.Diagnostics.Activity.Current?.TraceStateString ?? "",
    };
}
