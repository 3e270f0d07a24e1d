using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What contracts that are sound each by itself may have wrong together.</summary>
internal static class SourcesCheck
{
    public static void Check(IReadOnlyCollection<Contract> contracts, List<ConfigFault> faults)
    {
        var before = faults.Count;
        var customers = contracts.Where(contract => contract.Roles.Detail is null).ToList();
        var deriving = contracts.Where(contract => contract.Roles.Detail is { DerivesCustomers: true }).ToList();
        foreach (var second in customers.Skip(1))
            new Faults(FileOf(second), faults).Add("reap.detail",
                $"'{customers[0].Source}' has the customers already. Say how the rows of '{second.Source}' become columns of "
                    + "them, or remove the source.");
        foreach (var second in deriving.Skip(customers.Count > 0 ? 0 : 1))
            new Faults(FileOf(second), faults).Add("reap.detail.derivesCustomers",
                $"'{(customers.Count > 0 ? customers : deriving)[0].Source}' says who the customers are. Remove it here.");
        if (customers.Count == 0 && deriving.Count == 0)
            new Faults("sources/", faults).Add("",
                "No source has the customers. Add one without reap.detail, or set reap.detail.derivesCustomers in the one "
                    + "whose rows name them.");
        if (faults.Count > before)
            return;
        var owner = customers.Concat(deriving).First();
        if (!owner.Roles.Required)
            new Faults(FileOf(owner), faults)
                .Add("reap.required", $"Without '{owner.Source}' a drop has no customers. Require it.");
        CheckNames(owner, contracts, faults);
        foreach (var contract in contracts)
            CheckKeys(contract, owner, faults);
    }

    /// <summary>A snapshot's columns come from several sources and have one name each.</summary>
    private static void CheckNames(Contract owner, IReadOnlyCollection<Contract> contracts, List<ConfigFault> faults)
    {
        var taken = owner.Roles.Detail is null
            ? owner.Schema.Fields.ToDictionary(field => field.Name, _ => owner.Source)
            : new Dictionary<string, string> { [owner.Roles.CustomerId] = owner.Source };
        foreach (var contract in contracts.Where(contract => contract.Roles.Detail is not null))
        {
            foreach (var name in contract.Roles.Detail!.Columns.Keys)
            {
                if (!taken.TryAdd(name, contract.Source))
                    new Faults(FileOf(contract), faults).Add($"reap.detail.columns.{name}",
                        $"'{taken[name]}' has a column '{name}' already. Name it otherwise.");
            }
        }
    }

    /// <summary>
    /// A key to another source is checked where details are joined to customers: it can only be the customer's id.
    /// </summary>
    private static void CheckKeys(Contract contract, Contract owner, List<ConfigFault> faults)
    {
        for (var index = 0; index < contract.Schema.ForeignKeys.Count; index++)
        {
            var (key, path) = (contract.Schema.ForeignKeys[index], $"schema.foreignKeys[{index}]");
            if (key.Reference.Resource.Length == 0)
                continue;
            if (key.Reference.Resource != owner.Source || contract == owner)
                new Faults(FileOf(contract), faults).Add($"{path}.reference.resource",
                    $"Only references to the customers are checked. Refer to '{owner.Source}', or remove the key.");
            else if (!key.Fields.Names.SequenceEqual([contract.Roles.CustomerId])
                || !key.Reference.Fields.Names.SequenceEqual([owner.Roles.CustomerId]))
                new Faults(FileOf(contract), faults).Add($"{path}.fields",
                    $"Only references by the customer's id are checked: from '{contract.Roles.CustomerId}' to "
                        + $"'{owner.Roles.CustomerId}'. Correct the key, or remove it.");
        }
    }

    private static string FileOf(Contract contract) => $"sources/{contract.Source}.json";
}
