using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Worker.Binding;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>The innermost part of an invocation: binds, calls, and takes the result apart.</summary>
internal sealed class FunctionExecution(ParameterBinder binder, FunctionActivators activators)
{
    public async Task ExecuteAsync(FunctionContext context)
    {
        var call = context.Features.Get<FunctionCall>()
            ?? throw new FunctionWorkerException("The context is not of the host. Pass the context that the middleware was given.");
        var arguments = await binder.BindAsync(call, context);
        var result = await activators.CallAsync(call.Function, context.InstanceServices, arguments);
        if (call.Function.HasOutputProperties)
            TakeApart(call, result);
        else
            ReturnValue.Of(context).Value = result;
    }

    private static void TakeApart(FunctionCall call, object? result)
    {
        if (result is null)
            return;
        foreach (OutputEntry output in call.Function.Outputs)
            call.Outputs[output.Name] = output.Property!.GetValue(result);
    }
}
