using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Worker.Binding;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>The metadata of a trigger; put together only when somebody asks.</summary>
internal sealed class LocalBindingContext(TriggerInput input) : BindingContext
{
    private IReadOnlyDictionary<string, object?>? data;

    public override IReadOnlyDictionary<string, object?> BindingData => data ??= input.Metadata.ToDictionary(
        entry => entry.Key, entry => (object?)entry.Value, StringComparer.OrdinalIgnoreCase);
}
