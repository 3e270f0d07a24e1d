using ReapFunctions.Storage;

namespace ReapFunctions.Contracts.Finding;

/// <summary>What a contract may have wrong about what customers are found by.</summary>
internal static class FindByCheck
{
    public static void Check(Contract contract, Faults faults)
    {
        var roles = contract.Roles;
        faults.Unless(
            roles.FindBy.Count == 0 || roles.HasPeople, "reap.findBy",
            "Customers are found by the source that has one row for each. Move it there, or remove it.");
        foreach (var (name, by) in roles.FindBy)
        {
            var path = $"reap.findBy.{name}";
            faults.Unless(
                roles.Personal.Contains(name), path,
                $"Only a hash of it is kept when '{name}' is personal data. Name it under personal too.");
            if (by.Kind == FinderKind.Phone)
            {
                faults.Unless(
                    by.Country.Length is >= 1 and <= 3 && by.Country.All(char.IsAsciiDigit), $"{path}.country",
                    "Write the country code of numbers without one, 1 to 3 digits without a plus, such as 49.");
                faults.Unless(
                    by.Trunk.Length <= 3 && by.Trunk.All(char.IsAsciiDigit), $"{path}.trunk",
                    "Write the digits before a number within the country, such as 0, or an empty text for none.");
            }
            else
                faults.Unless(by is { Country: "", Trunk: "0" }, path, "An e-mail has no country and no trunk. Remove them.");
        }
    }
}
