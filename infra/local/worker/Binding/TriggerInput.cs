using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Worker.Indexing;

namespace ReapFunctions.Local.Worker.Binding;

/// <summary>What started an invocation, and what it says about itself.</summary>
internal abstract class TriggerInput
{
    /// <summary>Metadata by name, names in any case; all that is not text as JSON.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The value of the trigger's parameter.</summary>
    public abstract ValueTask<object?> BindAsync(Type type, WorkerJson json, CancellationToken cancellation);

    /// <summary>Attaches to the invocation what middleware may ask for.</summary>
    public virtual void Attach(FunctionContext context)
    {
    }

    /// <summary>Reads what only some functions need, before anything is bound.</summary>
    public virtual ValueTask PrepareAsync(FunctionEntry function, CancellationToken cancellation) => default;

    /// <summary>Gives back what binding has opened.</summary>
    public virtual ValueTask ReleaseAsync() => default;
}
