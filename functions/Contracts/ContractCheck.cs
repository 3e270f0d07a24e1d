using System.Text.RegularExpressions;
using ReapFunctions.Contracts.Enquiries;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Contracts.References;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>
/// What a contract of the right shape may still have wrong: names that do not exist, bounds that are no values, and so on.
/// </summary>
internal static partial class ContractCheck
{
    /// <param name="added">Columns that other sources add to the customers of this contract.</param>
    public static void Check(Contract contract, IReadOnlySet<string> added, Faults faults)
    {
        if (!SourceName().IsMatch(contract.Source))
            faults.Add("source", $"'{contract.Source}' is no source name. Use lower-case letters, digits and hyphens.");
        DialectCheck.Check(contract.Dialect, faults);
        CheckFields(contract, faults);
        CheckKeys(contract, faults);
        RolesCheck.Check(contract, added, faults);
        ReferenceCheck.Check(contract, faults);
        DetailCheck.Check(contract, faults);
        FindByCheck.Check(contract, faults);
        ReferredByCheck.Check(contract, faults);
        EnquiryCheck.Check(contract, faults);
    }

    private static void CheckFields(Contract contract, Faults faults)
    {
        var fields = contract.Schema.Fields;
        if (fields.Count == 0)
            faults.Add("schema.fields", "There are no fields. Describe at least the customer id.");
        for (var index = 0; index < fields.Count; index++)
        {
            var (field, path) = (fields[index], $"schema.fields[{index}]");
            if (field.Name.Length == 0)
                faults.Add($"{path}.name", "The name is empty.");
            if (fields.Take(index).Any(earlier => earlier.Name == field.Name))
                faults.Add($"{path}.name", $"'{field.Name}' stands twice among the fields.");
            FieldCheck.Check(field, contract, faults.At(path));
        }
    }

    private static void CheckKeys(Contract contract, Faults faults)
    {
        void Known(string path, FieldNames names)
        {
            foreach (var name in names.Names.Where(name => contract.Schema.Fields.All(field => field.Name != name)))
                faults.Add(path, $"'{name}' is not among the fields.");
        }

        Known("schema.primaryKey", contract.Schema.PrimaryKey);
        for (var index = 0; index < contract.Schema.ForeignKeys.Count; index++)
        {
            var (key, path) = (contract.Schema.ForeignKeys[index], $"schema.foreignKeys[{index}]");
            Known($"{path}.fields", key.Fields);
            if (key.Reference.Resource.Length == 0)
                Known($"{path}.reference.fields", key.Reference.Fields);
            if (key.Fields.Names.Count == 0 || key.Fields.Names.Count != key.Reference.Fields.Names.Count)
                faults.Add($"{path}.reference.fields", "Name as many fields as the key has, at least one.");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9](-?[a-z0-9])*\z")]
    private static partial Regex SourceName();
}
