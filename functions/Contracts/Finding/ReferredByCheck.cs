using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.Finding;

/// <summary>What a contract may have wrong about the column by which customers name who referred them.</summary>
internal static class ReferredByCheck
{
    private const string Path = "reap.referredBy";

    public static void Check(Contract contract, Faults faults)
    {
        var roles = contract.Roles;
        if (roles.ReferredBy is not { } name)
            return;
        // A name that stands twice is a fault of its own.
        var fields = contract.Schema.Fields.DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, StringComparer.Ordinal);
        if (!fields.TryGetValue(name, out var field))
        {
            faults.Add(Path, $"'{name}' is not among the schema's fields.");
            return;
        }
        faults.Unless(
            roles.HasCustomers, Path,
            "Customers name who referred them in the source that has one row for each. Move it there, or remove it.");
        faults.Unless(
            name != roles.CustomerId, Path, $"'{name}' is the customer's own id. Name the column of who referred them.");
        faults.Unless(
            roles.Personal.Contains(name), Path,
            $"Only a hash of it is kept when '{name}' is personal data, as it names somebody else. Name it under personal too.");
        faults.Unless(
            !roles.FindBy.ContainsKey(name), Path, $"Nobody is found by who referred them. Remove '{name}' from findBy.");
        faults.Unless(
            !fields.TryGetValue(roles.CustomerId, out var id) || id.Type == field.Type, Path,
            $"'{name}' holds ids of customers. Give it the type of '{roles.CustomerId}'.");
        faults.Unless(
            (roles.TenureMonths ?? roles.AcquiredOn) is { } came && fields.ContainsKey(came), Path,
            "Referrals count by when customers came. Name tenureMonths or acquiredOn, a column of this source.");
        faults.Unless(
            roles.Active is null || fields.ContainsKey(roles.Active.Field), Path,
            "Of who came it is told who has left. Let reap.active name a column of this source.");
    }
}
