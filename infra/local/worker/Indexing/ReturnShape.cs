using System.Reflection;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>How a function gives its result: at once or as a task, with or without a value.</summary>
internal sealed class ReturnShape
{
    private ReturnShape(Type? value, bool isValueTask, Func<object?, ValueTask<object?>> awaiting)
    {
        Value = value;
        IsValueTask = isValueTask;
        AwaitAsync = awaiting;
    }

    /// <summary>The type of the value, null when there is none.</summary>
    public Type? Value { get; }

    public bool IsValueTask { get; }

    /// <summary>Waits for what the method returned and gives its value.</summary>
    public Func<object?, ValueTask<object?>> AwaitAsync { get; }

    public static ReturnShape Of(Type returned)
    {
        if (returned == typeof(void))
            return new(null, false, _ => new((object?)null));
        if (returned == typeof(Task))
            return new(null, false, task => AwaitTask((Task?)task));
        if (returned == typeof(ValueTask))
            return new(null, true, task => AwaitTask(((ValueTask)task!).AsTask()));
        if (!returned.IsGenericType)
            return new(returned, false, value => new(value));
        var generic = returned.GetGenericTypeDefinition();
        if (generic == typeof(Task<>))
            return new(returned.GetGenericArguments()[0], false, Typed(nameof(AwaitTaskOf), returned));
        return generic == typeof(ValueTask<>)
            ? new(returned.GetGenericArguments()[0], true, Typed(nameof(AwaitValueTaskOf), returned))
            : new(returned, false, value => new(value));
    }

    private static Func<object?, ValueTask<object?>> Typed(string method, Type returned) =>
        typeof(ReturnShape).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(returned.GetGenericArguments()[0])
            .CreateDelegate<Func<object?, ValueTask<object?>>>();

    private static async ValueTask<object?> AwaitTask(Task? task)
    {
        if (task is not null)
            await task;
        return null;
    }

    private static async ValueTask<object?> AwaitTaskOf<T>(object? task) => task is null ? null : await (Task<T>)task;

    private static async ValueTask<object?> AwaitValueTaskOf<T>(object? task) => await (ValueTask<T>)task!;
}
