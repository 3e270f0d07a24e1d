namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A binding of a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>For the attributes of extensions.</summary>
    public BindingAttribute()
    {
    }
}
