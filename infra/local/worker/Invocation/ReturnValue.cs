using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>What a function returned. Middleware may replace it.</summary>
internal sealed class ReturnValue
{
    public object? Value { get; set; }

    public static ReturnValue Of(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<ReturnValue>() is { } found)
            return found;
        var result = new ReturnValue();
        context.Features.Set(result);
        return result;
    }
}
