namespace ReapFunctions.Snapshots;

/// <summary>What a later drop says of customers of an earlier one.</summary>
/// <param name="Rows">Those of them who are still there.</param>
/// <param name="RowOf">
/// By customer of the earlier drop: the row; <see cref="Gone"/> for who is not there any more, <see cref="NotKept"/> for whose
/// row was rejected.
/// </param>
public sealed record LaterCustomers(Snapshot Rows, int[] RowOf)
{
    public const int Gone = -1;
    public const int NotKept = -2;
}
