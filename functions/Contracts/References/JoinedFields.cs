namespace ReapFunctions.Contracts.References;

/// <summary>The columns that rows of a source get from references.</summary>
internal static class JoinedFields
{
    /// <summary>The contract with the columns of its references behind its own.</summary>
    /// <param name="contracts">By name: every source of the portfolio, sound by itself and with the others.</param>
    public static Contract With(Contract contract, IReadOnlyDictionary<string, Contract> contracts) =>
        contract.Roles.RefersTo.Count == 0
            ? contract
            : contract with
            {
                Schema = contract.Schema with { Fields = [.. contract.Schema.Fields, .. Of(contract, contracts)] },
            };

    /// <summary>Clean rows are in the default format whatever the file's was, and a key that is not known gives none.</summary>
    private static IEnumerable<Field> Of(Contract contract, IReadOnlyDictionary<string, Contract> contracts) =>
        from key in contract.Roles.RefersTo.Values
        from column in key.Columns
        let field = contracts[key.Source].Schema.Fields.First(field => field.Name == column.Value)
        select new Field
        {
            Name = column.Key,
            Type = field.Type,
            Constraints = new() { Enum = field.Constraints.Enum },
        };
}
