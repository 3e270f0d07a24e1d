using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>One output of a function: its return value, or one property of it.</summary>
internal sealed record OutputEntry(string Name, OutputBindingAttribute? Attribute, PropertyInfo? Property)
{
    /// <summary>The name of the return value as an output.</summary>
    public const string Return = "$return";

    /// <summary>The queue it goes to, null when it is the HTTP answer.</summary>
    public QueueOutputAttribute? Queue => Attribute as QueueOutputAttribute;

    public bool IsHttp => Queue is null;
}
