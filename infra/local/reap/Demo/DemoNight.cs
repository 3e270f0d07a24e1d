namespace ReapFunctions.Local.Reap.Demo;

/// <summary>One night of the demo, as it was published.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Customers">Customers that the run wrote records of.</param>
/// <param name="Receipts">The receipts of its extracts.</param>
internal sealed record DemoNight(DateOnly Date, string Run, long? Customers, IReadOnlyList<Api.ReceiptLine> Receipts);
