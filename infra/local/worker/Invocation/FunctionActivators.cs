using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>Creates the classes of functions and calls their methods. Thread-safe.</summary>
internal sealed class FunctionActivators
{
    private readonly ConcurrentDictionary<FunctionEntry, (ObjectFactory? Create, MethodInvoker Call)> known = new();

    /// <summary>Calls a function on a new instance, made with the services of a scope, and waits for its result.</summary>
    public async ValueTask<object?> CallAsync(FunctionEntry function, IServiceProvider services, object?[] arguments)
    {
        var (create, call) = known.GetOrAdd(function, Prepare);
        var instance = create?.Invoke(services, null);
        var returned = call.Invoke(instance, arguments.AsSpan());
        return await function.Returns.AwaitAsync(returned);
    }

    private static (ObjectFactory?, MethodInvoker) Prepare(FunctionEntry function) =>
        (function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Class, []), MethodInvoker.Create(function.Method));
}
