using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>The facts of a bucket's customers as columns: what conditions and texts are bound to.</summary>
internal abstract class Facts
{
    public abstract int Rows { get; }

    /// <exception cref="KeyNotFoundException">No such fact; checked when the configuration is read.</exception>
    public abstract SnapshotColumn this[string name] { get; }
}
