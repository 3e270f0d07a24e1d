using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Value;

/// <summary>What must hold between the costs of acquisition in <c>value.json</c> and the contract.</summary>
internal static class AcquisitionCheck
{
    public static void Check(AcquisitionOptions? options, Contract customers, Faults faults)
    {
        var field = customers.CleanFields.FirstOrDefault(field => field.Name == customers.Roles.AcquiredBy);
        if (options is null)
        {
            faults.Unless(
                field is null, "acquisition",
                "The contract says by which channel customers were won (reap.acquiredBy). Write what each costs: "
                    + "{ \"costs\": { \"shop\": 90 } }.");
            return;
        }
        if (field is null)
        {
            faults.Add("acquisition", "No column says by which channel a customer was won. Name it as acquiredBy in reap of the "
                + "contract, or remove the costs.");
            return;
        }
        faults.Unless(options.Costs.Count > 0, "acquisition.costs", "Write what a customer costs, by channel.");
        faults.Unless(options.Months is >= 1 and <= 120, "acquisition.months", "Write 1 to 120 months.");
        faults.Unless(
            (customers.Roles.TenureMonths ?? customers.Roles.AcquiredOn) is not null, "acquisition",
            "The contract does not say when customers came. Name tenureMonths or acquiredOn in its reap.");
        foreach (var (channel, cost) in options.Costs)
        {
            faults.Unless(
                cost is >= 0 and < double.PositiveInfinity, $"acquisition.costs.{channel}", "Write an amount, 0 or more.");
            if (KnownValue.FaultOf(field, channel) is { } unknown)
                faults.Add($"acquisition.costs.{channel}", unknown);
        }
        foreach (var channel in (field.Constraints.Enum ?? []).Select(member => member.ToString())
            .Where(channel => !options.Costs.ContainsKey(channel)))
            faults.Add("acquisition.costs", $"'{channel}' of '{field.Name}' has no cost. Write one; 0 for none.");
    }
}
