namespace ReapFunctions.Extracts.Inference;

/// <summary>Names of columns that identify something, and those that identify a customer.</summary>
internal static class CustomerName
{
    private static readonly string[] Customers =
    [
        "cust", "customer", "customers", "kunde", "kunden", "client", "clients",
            "cliente", "clienti", "klient", "klanten", "klant", "kund",
        "subscriber", "member", "user", "account", "party", "person", "uei", "konto", "abonnent", "abonne", "zakaznik", "musteri",
        "asiakas", "ugyfel", "клиент", "клиента", "абонент", "客户",
    ];

    private static readonly string[] Ids =
    [
        "id", "ids", "no", "nr", "number", "key", "nummer", "numero", "num", "kennung", "uuid", "guid", "номер",
    ];

    private static readonly string[] Ends = ["id", "no", "nr", "nummer", "number"];

    /// <summary>Whether the last or first word says that the column identifies something.</summary>
    public static bool IsId(string name)
    {
        var words = NameWords.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && (Ids.Contains(words[^1]) || Ids.Contains(words[0]) || Rest(words[^1]) is { Length: > 0 })
            && !(words.Length > 1 && words[0] is "no" or "num" or "number" && words[1] is "of");
    }

    /// <summary>Such as customerId, Customer Number, cust_no, Kundennummer, CM: Customer No.</summary>
    public static bool IsCustomer(string name)
    {
        var words = NameWords.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(Customers.Contains) && (words.Length == 1 || words.Any(Ids.Contains))
            || words.Any(word => Rest(word) is { } stem && Customers.Contains(stem));
    }

    /// <summary>What is before id or number in one word: kundennummer, custid.</summary>
    private static string? Rest(string word) =>
        Ends.Where(end => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal))
            .Select(end => word[..^end.Length])
            .FirstOrDefault(Customers.Contains);
}
