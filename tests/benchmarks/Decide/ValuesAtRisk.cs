namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// The first by value at risk, by their true value at risk: the true chance to leave x the true lifetime value of who does not.
/// </summary>
internal static class ValuesAtRisk
{
    public static IEnumerable<PolicyOutcome> Of(DecidedNight night)
    {
        var listed = night.Customers.Values.Where(customer => customer.Risk.Propensity is not null
            && !double.IsNaN(customer.Chances.Churn)).ToArray();
        if (listed.Length == 0)
            yield break;
        var top = new TopOfList(night, listed, TrueValueAtRisk);
        yield return new PolicyOutcome(
            "value at risk, the first", night.PerCustomer(top.By(customer => customer.Risk.ValueAtRisk ?? 0)),
            night.PerCustomer(top.Best()), night.PerCustomer(top.By(customer => customer.Risk.Propensity!.Value)),
            night.PerCustomer(top.By(customer => customer.Value.Lifetime ?? 0)), night.PerCustomer(top.Random()));
    }

    /// <summary>What a customer brings within the window before leaving is little, and not told apart.</summary>
    private static double TrueValueAtRisk(DecidedCustomer customer)
    {
        var leaves = customer.Chances.Churn;
        return leaves * Math.Max(0, customer.Calls.Without.Discounted) / (1 - leaves);
    }
}
