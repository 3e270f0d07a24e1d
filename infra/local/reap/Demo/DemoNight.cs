using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Night;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>One night of the demo, as it was published.</summary>
/// <param name="Receipt">The receipt of its extract of customers.</param>
/// <param name="Details">The receipts of its detail sources.</param>
internal sealed record DemoNight(RunSummary Run, ReceiptSummary Receipt, IReadOnlyList<ReceiptSummary> Details)
{
    public IEnumerable<ReceiptSummary> Receipts => Details.Prepend(Receipt);
}
