namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is attached to an invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Attaches or replaces.</summary>
    void Set<T>(T instance);

    /// <summary>What is attached, or default.</summary>
    T? Get<T>();
}
