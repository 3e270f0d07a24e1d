using System.ComponentModel;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host.Executors;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// One run of a function: the base of the type that <see cref="FunctionType"/> makes, which the SDK instantiates per run.
/// </summary>
/// <remarks>Public because the type that derives from it lives in an assembly of its own.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FunctionCall
{
    internal FunctionRunner Runner { get; set; } = null!;

    internal IFunctionInstance Instance { get; set; } = null!;

    /// <summary>What every method of the derived type calls.</summary>
    /// <param name="trigger">What made it run.</param>
    /// <param name="binder">Metadata of the trigger, and the way to outputs.</param>
    /// <param name="cancellationToken">The host stops, or the function has run too long.</param>
    public Task RunAsync(object trigger, Binder binder, CancellationToken cancellationToken) =>
        Runner.RunAsync(Instance.FunctionDescriptor.LogName, Instance.Id, trigger, binder, cancellationToken);
}
