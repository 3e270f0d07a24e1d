namespace ReapFunctions.Benchmarks.Decide;

/// <summary>
/// How much of what can be known about leaving is known: the log-loss saved against the share who leave, over what the true
/// chances save. Expected by the true chances, so that no dice are in it.
/// </summary>
internal static class ChurnKnowledge
{
    public static IEnumerable<PolicyOutcome> Of(DecidedNight night)
    {
        var known = night.Customers.Values.Where(customer => customer.Risk.Propensity is not null
            && !double.IsNaN(customer.Chances.Churn)).ToArray();
        if (known.Length == 0)
            yield break;
        var share = known.Average(customer => customer.Chances.Churn);
        double Gain(Func<DecidedCustomer, double> said) => known.Average(
            customer => Loss(customer.Chances.Churn, share) - Loss(customer.Chances.Churn, said(customer)));
        yield return new PolicyOutcome(
            "churn, log-loss saved", Gain(customer => customer.Risk.Propensity!.Value), Gain(customer => customer.Chances.Churn),
            Unit: "nats");
    }

    /// <summary>Expected log-loss of a probability where the truth is another.</summary>
    private static double Loss(double truth, double said)
    {
        said = Math.Clamp(said, 1e-6, 1 - 1e-6);
        return -truth * Math.Log(said) - (1 - truth) * Math.Log(1 - said);
    }
}
