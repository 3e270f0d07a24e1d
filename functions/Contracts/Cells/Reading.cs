namespace ReapFunctions.Contracts.Cells;

/// <summary>What reading one cell gave: a value, none, or the reason why the row is rejected.</summary>
internal readonly ref struct Reading
{
    private Reading(RejectReason reason, bool isMissing, ReadOnlySpan<byte> canonical, double value)
    {
        (Reason, IsMissing, Value) = (reason, isMissing, value);
        Canonical = canonical;
    }

    /// <summary>Of a cell without a value, where the contract allows that.</summary>
    public static Reading Missing => new(RejectReason.None, isMissing: true, default, double.NaN);

    public RejectReason Reason { get; }

    public bool IsRight => Reason == RejectReason.None;

    public bool IsMissing { get; }

    /// <summary>The value for the clean rows, unquoted; empty without one. Holds until the next cell is read.</summary>
    public ReadOnlySpan<byte> Canonical { get; }

    /// <summary>The value as a number for bounds and profile; NaN where values have no order, and without one.</summary>
    public double Value { get; }

    /// <summary>Of a value that has no order.</summary>
    public static Reading Text(ReadOnlySpan<byte> canonical) => new(RejectReason.None, isMissing: false, canonical, double.NaN);

    /// <summary>Of a value with its place among others.</summary>
    public static Reading Number(ReadOnlySpan<byte> canonical, double value) =>
        new(RejectReason.None, isMissing: false, canonical, value);

    /// <summary>Of a cell that rejects its row.</summary>
    public static implicit operator Reading(RejectReason reason) => new(reason, isMissing: false, default, double.NaN);
}
