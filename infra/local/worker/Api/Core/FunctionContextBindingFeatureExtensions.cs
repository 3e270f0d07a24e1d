using ReapFunctions.Local.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reads and replaces what a function returned, from middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The returned value as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var result = ReturnValue.Of(context);
        return result.Value is T
            ? new TypedInvocationResult<T>(result)
            : throw new InvalidOperationException(
                $"The function returned {result.Value?.GetType().FullName ?? "null"}, not {typeof(T).FullName}. "
                + "Use the GetInvocationResult that has no type argument.");
    }

    /// <summary>The returned value; null before the function has run, and when its type has output properties.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new UntypedInvocationResult(ReturnValue.Of(context));
}
