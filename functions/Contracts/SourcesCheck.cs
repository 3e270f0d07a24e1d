using ReapFunctions.Contracts.References;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What contracts that are sound each by itself may have wrong together.</summary>
internal static class SourcesCheck
{
    public static void Check(IReadOnlyCollection<Contract> contracts, List<ConfigFault> faults)
    {
        var before = faults.Count;
        var customers = contracts.Where(contract => contract.Roles.HasCustomers).ToList();
        var deriving = contracts.Where(contract => contract.Roles.Detail is { DerivesCustomers: true }).ToList();
        foreach (var second in customers.Skip(1))
            new Faults(FileOf(second), faults).Add("reap.detail",
                $"'{customers[0].Source}' has the customers already. Say how the rows of '{second.Source}' become columns of "
                    + "them, or under reap.reference or reap.enquiries that they are of no customer, or remove the source.");
        foreach (var second in contracts.Where(contract => contract.Roles.Enquiries is not null).Skip(1))
            new Faults(FileOf(second), faults).Add("reap.enquiries",
                "Another source has the enquiries already. Put all of them into one file, or remove the source.");
        foreach (var second in deriving.Skip(customers.Count > 0 ? 0 : 1))
            new Faults(FileOf(second), faults).Add("reap.detail.derivesCustomers",
                $"'{(customers.Count > 0 ? customers : deriving)[0].Source}' says who the customers are. Remove it here.");
        if (customers.Count == 0 && deriving.Count == 0)
            new Faults("sources/", faults).Add("",
                "No source has the customers. Add one without reap.detail, reap.reference and reap.enquiries, or set "
                    + "reap.detail.derivesCustomers in the one whose rows name them.");
        var byName = contracts.ToDictionary(contract => contract.Source, StringComparer.Ordinal);
        foreach (var contract in contracts)
            CheckReferences(contract, byName, new Faults(FileOf(contract), faults));
        if (faults.Count > before)
            return;
        var owner = customers.Concat(deriving).First();
        if (!owner.Roles.Required)
            new Faults(FileOf(owner), faults)
                .Add("reap.required", $"Without '{owner.Source}' a drop has no customers. Require it.");
        CheckNames(owner, contracts, faults);
        foreach (var contract in contracts)
            CheckKeys(contract, owner, byName, faults);
    }

    /// <summary>A snapshot's columns come from several sources and have one name each.</summary>
    private static void CheckNames(Contract owner, IReadOnlyCollection<Contract> contracts, List<ConfigFault> faults)
    {
        var taken = owner.Roles.HasCustomers
            ? owner.Schema.Fields.Select(field => field.Name).Concat(owner.Roles.Joined)
                .ToDictionary(name => name, _ => owner.Source)
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

    /// <summary>What a source takes from references must be there.</summary>
    private static void CheckReferences(Contract contract, IReadOnlyDictionary<string, Contract> contracts, Faults faults)
    {
        var before = faults.Count;
        foreach (var (field, key) in contract.Roles.RefersTo)
        {
            var at = faults.At($"reap.refersTo.{field}");
            if (contracts.GetValueOrDefault(key.Source) is not { Roles.Reference: { } reference } other)
            {
                at.Add("source", $"'{key.Source}' is no reference. Add its contract, with its key under reap.reference.");
                continue;
            }
            var fields = other.Schema.Fields.ToDictionary(column => column.Name, StringComparer.Ordinal);
            if (contract.Schema.Fields.First(own => own.Name == field).KeyType != fields[reference.Key].KeyType)
                at.Add("", $"'{field}' and '{reference.Key}' of '{key.Source}' have different types, and no value of one is a "
                    + "value of the other. Give them the same type.");
            foreach (var (name, column) in key.Columns.Where(column => !fields.ContainsKey(column.Value)))
                at.Add($"columns.{name}", $"'{key.Source}' has no column '{column}'. It has: {string.Join(", ", fields.Keys)}.");
        }
        if (faults.Count == before)
            DetailCheck.CheckJoined(JoinedFields.With(contract, contracts), faults);
    }

    /// <summary>
    /// A key to another source is checked where sources are joined: it is the customer's id, or the key of a reference.
    /// </summary>
    private static void CheckKeys(
        Contract contract, Contract owner, Dictionary<string, Contract> contracts, List<ConfigFault> faults)
    {
        for (var index = 0; index < contract.Schema.ForeignKeys.Count; index++)
        {
            var (key, path) = (contract.Schema.ForeignKeys[index], $"schema.foreignKeys[{index}]");
            if (key.Reference.Resource.Length == 0)
                continue;
            if (IsToReference(contract, key))
            {
                var looked = contracts[key.Reference.Resource].Roles.Reference!.Key;
                new Faults(FileOf(contract), faults).Unless(
                    key.Reference.Fields.Names.SequenceEqual([looked]), $"{path}.reference.fields",
                    $"'{key.Reference.Resource}' is looked up by '{looked}'. Refer to that, or remove the key.");
            }
            else if (key.Reference.Resource != owner.Source || contract == owner)
                new Faults(FileOf(contract), faults).Add($"{path}.reference.resource",
                    $"Only keys to the customers, and those under reap.refersTo, are checked. Refer to '{owner.Source}', say "
                        + "under reap.refersTo what the rows get, or remove the key.");
            else if (!key.Fields.Names.SequenceEqual([contract.Roles.CustomerId])
                || !key.Reference.Fields.Names.SequenceEqual([owner.Roles.CustomerId]))
                new Faults(FileOf(contract), faults).Add($"{path}.fields",
                    $"Only references by the customer's id are checked: from '{contract.Roles.CustomerId}' to "
                        + $"'{owner.Roles.CustomerId}'. Correct the key, or remove it.");
        }
    }

    /// <summary>Whether a key says again what stands under <see cref="Roles.RefersTo"/>.</summary>
    private static bool IsToReference(Contract contract, ForeignKey key) =>
        key.Fields.Names is [var field] && contract.Roles.RefersTo.GetValueOrDefault(field)?.Source == key.Reference.Resource;

    private static string FileOf(Contract contract) => $"sources/{contract.Source}.json";
}
