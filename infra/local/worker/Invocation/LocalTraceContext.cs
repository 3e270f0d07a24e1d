using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Invocation;

/// <summary>The trace that is current when an invocation starts; empty without one.</summary>
internal sealed class LocalTraceContext : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id ?? "";

    public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
}
