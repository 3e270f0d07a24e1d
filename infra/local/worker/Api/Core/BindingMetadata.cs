namespace Microsoft.Azure.Functions.Worker;

/// <summary>One binding of a function, as the host knows it.</summary>
public abstract class BindingMetadata
{
    /// <summary>For implementations.</summary>
    protected BindingMetadata()
    {
    }

    /// <summary>The parameter's or property's name; <c>$return</c> for the return value.</summary>
    public abstract string Name { get; }

    /// <summary>The kind of binding, for example <c>queueTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Which way the data flows.</summary>
    public abstract BindingDirection Direction { get; }
}
