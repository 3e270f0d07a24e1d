using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>An occurrence of a schedule.</summary>
internal sealed class TimerInput(TimerInfo timer) : TriggerInput
{
    private static readonly Dictionary<string, string> None = [];

    public override IReadOnlyDictionary<string, string> Metadata => None;

    public override ValueTask<object?> BindAsync(Type type, WorkerJson json, CancellationToken cancellation) =>
        type == typeof(TimerInfo) ? new(timer) : new(ValueConverter.Convert(JsonSerializer.Serialize(timer), type, json));
}
