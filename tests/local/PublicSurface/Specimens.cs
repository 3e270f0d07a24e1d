#pragma warning disable CA1000, CA1062, CA1044, CA1822, CA1816, CA1063, CA1002, CA1018, CA1021 // Specimens show forms, good or bad.

namespace Specimens;

public delegate Task Handler(string? text);

public abstract class Specimen<T> : IDisposable
    where T : class, new()
{
    protected Specimen(int size = 5) => Size = size;

    public enum Kind
    {
        One = 1,
        Two = 2,
    }

    public virtual string? Name { get; protected set; }

    public int Size { get; init; }

    public bool Open { get; private set; }

    public T this[string key] => Hide(key);

    public static bool TryGet(string text, out int? value)
    {
        value = text.Length;
        return true;
    }

    public abstract Task<IReadOnlyList<string?>> RunAsync<TIn>(TIn input, CancellationToken token = default)
        where TIn : struct, IComparable<TIn>;

    public string Join(DayOfWeek day = DayOfWeek.Friday, string text = "x", params string[]? rest) => $"{day}{text}{rest}";

    public void Dispose() => Open = false;

    public override string ToString() => Name ?? "";

    internal static T Hide(string key) => key.Length > 0 ? new T() : new T();
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class MarkAttribute : Attribute;

public static class Extensions
{
    public static int Twice(this int number) => number * 2;
}
