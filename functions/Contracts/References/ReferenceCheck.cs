using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.References;

/// <summary>What a reference, or a source that refers to one, may have wrong by itself.</summary>
internal static class ReferenceCheck
{
    public static void Check(Contract contract, Faults faults)
    {
        if (contract.Roles.Reference is { } reference)
            Check(contract, reference, faults);
        foreach (var (field, key) in contract.Roles.RefersTo)
            Check(contract, field, key, faults.At($"reap.refersTo.{field}"));
        foreach (var twice in contract.Roles.Joined.CountBy(name => name).Where(name => name.Value > 1))
            faults.Add("reap.refersTo", $"'{twice.Key}' is the name of two columns. Name one of them otherwise.");
    }

    private static void Check(Contract contract, ReferenceRole reference, Faults faults)
    {
        var roles = contract.Roles;
        var key = contract.Schema.Fields.FirstOrDefault(field => field.Name == reference.Key);
        if (key is null)
            faults.Add("reap.reference.key", $"'{reference.Key}' is not among the schema's fields.");
        else if (key.KeyType is null)
            faults.Add("reap.reference.key", $"'{key.Name}' is no key. Name a column of texts or of whole numbers.");
        else if (!contract.IsUnique(key))
            faults.Add("reap.reference.key",
                $"Two rows may have the same '{key.Name}'. Make it the primaryKey, without duplicates: allow, or set its "
                    + "constraints.unique.");
        if (reference.Days is < 1 or > DetailRole.KeptDays)
            faults.Add("reap.reference.days", $"Clean rows are kept for {DetailRole.KeptDays} days. Write 1 to that.");
        faults.Unless(roles.Files == FileRule.Replace, "reap.files", "A reference is one file. Remove it.");
        faults.Unless(
            roles.Personal.Count == 0, "reap.personal",
            "A reference is of no customer, and erasure does not look into it. Leave personal data out of its fields.");
        faults.Unless(
            roles.RefersTo.Count == 0, "reap.refersTo",
            "A reference refers to no other, so that none leads in a circle. Write the columns into it.");
        if (roles.CustomerId.Length > 0)
            faults.Add("reap.customerId", "A reference is of no customer. Remove it, or remove reap.reference.");
        faults.Unless(
            roles.Detail is null, "reap.detail", "Rows are details of customers or a reference, not both. Remove one.");
        foreach (var (path, _) in RolesCheck.Names(roles).Concat(Assumed(roles)))
            faults.Add($"reap.{path}", "A reference is of no customer. Give the role to the source that refers to it.");
    }

    private static IEnumerable<(string Path, string Name)> Assumed(Roles roles) =>
        roles.Consents.Where(consent => consent.Value.Field is null)
            .Select(consent => ($"consents.{consent.Key}", consent.Key));

    private static void Check(Contract contract, string field, ReferenceKey key, Faults faults)
    {
        var names = contract.Schema.Fields.Select(own => own.Name).ToHashSet();
        if (!contract.CleanFields.Any(own => own.Name == field))
            faults.Add("", names.Contains(field)
                ? $"'{field}' is personal data and dropped by cleaning. Remove it here or from personal."
                : $"'{field}' is not among the schema's fields.");
        faults.Unless(key.Columns.Count > 0, "columns", "The rows would get nothing. Name a column of the reference.");
        foreach (var name in key.Columns.Keys.Where(AddedColumn.IsNameless))
            faults.Add($"columns.{name}", AddedColumn.NoName);
        foreach (var name in key.Columns.Keys.Where(name => names.Contains(name)))
            faults.Add($"columns.{name}", $"'{contract.Source}' has a column '{name}' already. Name it otherwise.");
    }
}
