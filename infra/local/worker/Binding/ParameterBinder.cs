using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ReapFunctions.Local.Worker.Http;
using ReapFunctions.Local.Worker.Invocation;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>Gives the parameters of a function their values.</summary>
internal sealed class ParameterBinder(WorkerJson json)
{
    public async ValueTask<object?[]> BindAsync(FunctionCall call, FunctionContext context)
    {
        var parameters = call.Function.Parameters;
        var values = new object?[parameters.Length];
        await call.Input.PrepareAsync(call.Function, context.CancellationToken);
        for (var i = 0; i < parameters.Length; i++)
            values[i] = await BindAsync(parameters[i], call, context);
        return values;
    }

    private async ValueTask<object?> BindAsync(ParameterInfo parameter, FunctionCall call, FunctionContext context)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
            return context;
        if (type == typeof(CancellationToken))
            return context.CancellationToken;
        if (type == typeof(HttpRequest))
            return context.GetHttpContext()?.Request;
        if (type == typeof(HttpRequestData))
            return context.GetHttpContext() is { } http ? new LocalHttpRequestData(context, http) : null;
        try
        {
            if (parameter == call.Function.TriggerParameter)
                return await call.Input.BindAsync(type, json, context.CancellationToken);
            return call.Input.Metadata.TryGetValue(parameter.Name!, out var text)
                ? ValueConverter.Convert(text, type, json)
                : WithoutSource(parameter);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or FunctionInputConverterException))
        {
            throw new FunctionInputConverterException(
                $"Error converting the input of parameter '{parameter.Name}' of function '{call.Function.Name}' "
                + $"to {type.Name}: {fault.Message}",
                fault);
        }
    }

    private static object? WithoutSource(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        var type = parameter.ParameterType;
        return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
            ? null
            : throw new FunctionInputConverterException(
                $"Could not populate the value for '{parameter.Name}' parameter. "
                + "Name it like a route value or a token of the path, or make it nullable.");
    }
}
