namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger of an invocation says about itself.</summary>
public abstract class BindingContext
{
    /// <summary>For implementations.</summary>
    protected BindingContext()
    {
    }

    /// <summary>Trigger metadata by name, names in any case; numbers and objects as JSON text.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
