namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Where what a function returns goes.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>For the attributes of extensions.</summary>
    public OutputBindingAttribute()
    {
    }
}
