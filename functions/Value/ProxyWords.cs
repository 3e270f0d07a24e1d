namespace ReapFunctions.Value;

/// <summary>Numbers that may have to stand on a stand-in, because the source lacks the real one.</summary>
[Flags]
internal enum Proxy
{
    None = 0,
    RevenueFromMonthly = 1,
    RevenueMissing = 2,
    ToDateFromMonthly = 4,
    ToDateFromYear = 8,
    DirectCostFromMarginRate = 16,
    CostToServePartly = 32,
    ChurnFromDefault = 64,
    TenureUnknown = 128,
    PurchasesUnknown = 256,
    WalletOfGroup = 512,
}

/// <summary>The proxies of a record in words; one list per combination, shared by all records that have it.</summary>
internal sealed class ProxyWords(ValueOptions options, IReadOnlyList<string> missingDrivers)
{
    private readonly Dictionary<Proxy, IReadOnlyList<string>> known = [];

    public IReadOnlyList<string> Of(Proxy proxies)
    {
        if (!known.TryGetValue(proxies, out var words))
            known[proxies] = words = [
                .. Enum.GetValues<Proxy>().Where(proxy => proxy != Proxy.None && proxies.HasFlag(proxy)).Select(Word)];
        return words;
    }

    private string Word(Proxy proxy) => proxy switch
    {
        Proxy.RevenueFromMonthly => "revenue: monthly revenue x months of the last year",
        Proxy.RevenueMissing => "revenue: 0, because no revenue is known",
        Proxy.ToDateFromMonthly => "toDate: monthly revenue x tenure",
        Proxy.ToDateFromYear => "toDate: the last 12 months only",
        Proxy.DirectCostFromMarginRate => "directCost: within the margin rate",
        Proxy.CostToServePartly => $"costToServe: without {string.Join(", ", missingDrivers)}",
        Proxy.ChurnFromDefault =>
            $"lifetime: {options.Lifetime.DefaultMonthlyChurn:0.###} leave per month, because no churn model is in use",
        Proxy.PurchasesUnknown => "lifetime: as of a contract, because the purchases are not known",
        Proxy.WalletOfGroup =>
            $"wallet: what the customer alike spends here who is above {options.Wallet?.Quantile:0.##} of the others",
        Proxy.TenureUnknown => "tenure: 12 months, because it is not known",
        _ => proxy.ToString(),
    };
}
