using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>One binding, named as the platform names it.</summary>
internal sealed class LocalBindingMetadata(string name, Type attribute, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type { get; } = NameOf(attribute);

    public override BindingDirection Direction => direction;

    /// <summary><c>QueueTriggerAttribute</c> is <c>queueTrigger</c>, <c>QueueOutputAttribute</c> is <c>queue</c>.</summary>
    private static string NameOf(Type attribute)
    {
        var text = attribute.Name;
        foreach (var ending in (string[])["Attribute", "Output", "Result"])
            text = text.EndsWith(ending, StringComparison.Ordinal) ? text[..^ending.Length] : text;
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}
