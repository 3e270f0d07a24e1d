using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.Enquiries;

/// <summary>What a source of enquiries may have wrong, by itself and beside the customers.</summary>
internal static class EnquiryCheck
{
    private const string Role = "reap.enquiries";

    /// <summary>By itself.</summary>
    public static void Check(Contract contract, Faults faults)
    {
        if (contract.Roles.Enquiries is not { } role)
            return;
        // A name that stands twice is a fault of its own.
        var fields = contract.CleanFields.DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var (path, name) in role.Named().Where(named => !fields.ContainsKey(named.Name)))
            faults.Add($"{Role}.{path}", contract.Roles.Personal.Contains(name)
                ? $"'{name}' is personal data and dropped by cleaning. Remove it here or from personal."
                : $"'{name}' is not among the schema's fields.");
        CheckId(contract, role, faults);
        CheckDates(role, fields, faults);
        foreach (var (path, name) in new[] { ("channel", role.Channel), ("became", role.Became) })
        {
            if (name is not null && fields.TryGetValue(name, out var field) && field.KeyType is null)
                faults.Add($"{Role}.{path}", $"'{name}' holds a {EnumName.Of(field.Kind)}. Name a column of texts.");
        }
        faults.Unless(
            role.BecameOn is null || role.Became is not null, $"{Role}.becameOn",
            "It is the day of who became a customer. Name the column of the customer's id as became, or remove it.");
        faults.Unless(
            role.Days is >= 1 and <= DetailRole.KeptDays, $"{Role}.days",
            $"Clean rows are kept for {DetailRole.KeptDays} days. Write 1 to that.");
        CheckOthers(contract.Roles, faults);
    }

    private static void CheckId(Contract contract, EnquiryRole role, Faults faults)
    {
        if (contract.CleanFields.FirstOrDefault(field => field.Name == role.Id) is not { } id)
            return;
        faults.Unless(
            id.KeyType is not null, $"{Role}.id", $"'{id.Name}' is no id. Name a column of texts or of whole numbers.");
        faults.Unless(
            contract.IsUnique(id), $"{Role}.id",
            $"Two rows may have the same '{id.Name}'. Make it the primaryKey, without duplicates: allow, or set its "
                + "constraints.unique.");
    }

    private static void CheckDates(EnquiryRole role, Dictionary<string, Field> fields, Faults faults)
    {
        foreach (var (path, name) in new[] { ("askedOn", role.AskedOn), ("followedUpOn", role.FollowedUpOn),
            ("becameOn", role.BecameOn) })
        {
            if (name is not null && fields.TryGetValue(name, out var field) && field.Kind != ColumnKind.Date)
                faults.Add($"{Role}.{path}", $"'{name}' holds a {EnumName.Of(field.Kind)}. Name a column of dates.");
        }
        if (fields.TryGetValue(role.AskedOn, out var asked) && !asked.Constraints.Required)
            faults.Add($"{Role}.askedOn",
                $"An enquiry without '{asked.Name}' is of no age. Set constraints.required of the field.");
    }

    /// <summary>Who asks is no customer, and nobody's detail.</summary>
    private static void CheckOthers(Roles roles, Faults faults)
    {
        if (roles.CustomerId.Length > 0)
            faults.Add("reap.customerId",
                "Who asks is no customer yet. Remove it; the id of whom they became is reap.enquiries.became.");
        faults.Unless(
            roles.Detail is null, "reap.detail", "Rows are enquiries or details of customers, not both. Remove one.");
        faults.Unless(roles.Reference is null, "reap.reference", "Rows are enquiries or a reference, not both. Remove one.");
        faults.Unless(
            roles.RefersTo.Count == 0, "reap.refersTo", "Enquiries look nothing up. Write the columns into the file.");
        foreach (var (path, _) in RolesCheck.Names(roles)
            .Where(named => !named.Path.StartsWith("consents.", StringComparison.Ordinal)))
            faults.Add($"reap.{path}", "Who asks is no customer yet. Give the role to the source that has the customers.");
    }

    /// <summary>Beside the customers: what is compared with theirs, and how they are recognised.</summary>
    /// <param name="snapshot">See <see cref="PortfolioSources.Snapshot"/>.</param>
    /// <param name="customers">The source that has one row for each; null when they are derived.</param>
    public static void CheckBeside(Contract contract, Contract snapshot, Contract? customers, Faults faults)
    {
        var role = contract.Roles.Enquiries!;
        var own = contract.CleanFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var theirs = snapshot.CleanFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        for (var index = 0; index < role.Alike.Count; index++)
        {
            if (FaultOf(role.Alike[index], own, theirs, snapshot.Roles) is { } fault)
                faults.Add($"{Role}.alike[{index}]", fault);
        }
        foreach (var (channel, consent) in contract.Roles.Consents)
        {
            if (!snapshot.Roles.Consents.ContainsKey(channel))
                faults.AddUnknown($"reap.consents.{channel}", "channel", channel, snapshot.Roles.Consents.Keys);
            for (var index = 0; index < consent.Is.Count; index++)
            {
                if (own.TryGetValue(consent.Field ?? "", out var field)
                    && KnownValue.FaultOf(field, consent.Is[index]) is { } wrong)
                    faults.Add($"reap.consents.{channel}.is[{index}]", wrong);
            }
        }
        foreach (var (name, by) in contract.Roles.FindBy)
        {
            if (customers?.Roles.FindBy.Values.Any(known => known.Kind == by.Kind) != true)
                faults.Add($"reap.findBy.{name}",
                    $"No customer is found by a {EnumName.Of(by.Kind)}, so nobody would be recognised. Name it under findBy of "
                        + "the source of customers too, or remove it.");
        }
    }

    private static string? FaultOf(
        string name, Dictionary<string, Field> own, Dictionary<string, Field> theirs, Roles customers) =>
        !theirs.TryGetValue(name, out var field)
            ? $"Customers have no column '{name}', so nobody can be compared by it. They have: {string.Join(", ", theirs.Keys)}."
        : field.Kind != own[name].Kind
            ? $"'{name}' holds a {EnumName.Of(own[name].Kind)}, and of customers a {EnumName.Of(field.Kind)}. Give both the same "
                + "type."
        : name == customers.CustomerId || customers.Labels.Contains(name)
            ? $"'{name}' of customers is an id, or known only after the event. Remove it here."
        : null;
}
