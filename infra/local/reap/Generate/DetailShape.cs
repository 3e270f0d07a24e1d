namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The columns of a detail source in file order, and which of them can be spoilt in which way. Its contract is
/// <c>config/sources/{source}.json</c>.
/// </summary>
/// <param name="CustomerId">Index of the customer's id.</param>
/// <param name="Number">Index of an amount.</param>
/// <param name="Date">Index of the row's date.</param>
/// <param name="Word">Index of a word of a closed list.</param>
internal sealed record DetailShape(string Source, string[] Columns, int CustomerId, int Number, int Date, int Word)
{
    public static readonly DetailShape Invoices = new(
        "invoices", ["invoiceId", "customerId", "invoicedOn", "amount", "status"], 1, 3, 2, 4);

    public static readonly DetailShape Holdings =
        new("holdings", ["customerId", "product", "monthlyPrice", "asOf", "endedOn"], 0, 2, 3, 1);

    public static readonly DetailShape Interactions =
        new("interactions", ["interactionId", "customerId", "contactedOn", "channel", "topic", "minutes"], 1, 5, 2, 3);

    public static readonly DetailShape Complaints = new(
        "complaints",
        ["complaintId", "customerId", "openedOn", "product", "region", "channel", "cause", "severity", "credited", "solvedOn"],
        1, 8, 2, 6);

    public static readonly IReadOnlyList<DetailShape> All = [Invoices, Holdings, Interactions, Complaints];
}
