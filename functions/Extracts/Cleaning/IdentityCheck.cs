using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Cleaning;

/// <summary>Whether the customers' ids of a source of customers identify them: one row for each.</summary>
internal static class IdentityCheck
{
    /// <summary>Fewer rows say nothing.</summary>
    private const int MinRows = 20;

    /// <summary>Beyond exact counts an estimate may be too low by so much.</summary>
    private const double Doubtless = 0.95;

    /// <summary>Refuses a file in which customers have two rows or more on average, and warns where some have.</summary>
    public static Refusal? Of(Contract contract, RowTotals totals, List<string> warnings)
    {
        var (rows, customers) = (totals.Accepted + totals.Repaired, totals.Customers);
        if (!contract.Roles.HasCustomers || rows < MinRows)
            return null;
        var id = contract.Roles.CustomerId;
        if (customers * 2 <= rows)
            return new(RefusalReason.IdIdentifiesNobody,
                $"'{id}' has {customers} different values in {rows} rows, and a source of customers has one row for each. "
                    + "Name the "
                + "column that identifies a customer under reap.customerId, or say under reap.detail what becomes of several "
                + "rows.");
        if (customers < rows && (customers <= Columns.DistinctCounter.Exact || customers < Doubtless * rows))
            warnings.Add($"'{id}' has {customers} different values in {rows} rows: of a customer with several rows one "
                + "counts. Make it the primaryKey to have the others rejected, or check that it identifies customers.");
        return null;
    }
}
