using System.Text.Json.Serialization;
using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>What a source's columns are and must satisfy: a Table Schema, a CSV dialect, and the columns' roles.</summary>
public sealed record Contract
{
    /// <summary>The source's name: lower-case letters, digits and hyphens.</summary>
    public required string Source { get; init; }

    public Dialect Dialect { get; init; } = new();

    public required Schema Schema { get; init; }

    /// <summary>What the columns mean: the contract's <c>reap</c> section.</summary>
    [JsonPropertyName("reap")]
    public required Roles Roles { get; init; }

    /// <summary>The columns of the source's clean rows, in their order: every field but the personal ones.</summary>
    [JsonIgnore]
    public IEnumerable<Field> CleanFields => Schema.Fields.Where(column => !Roles.Personal.Contains(column.Name));

    /// <summary>Whether no two clean rows have the same value of a field.</summary>
    internal bool IsUnique(Field field) => field.Constraints.Unique
        || (Roles.Duplicates != DuplicateRule.Allow && Schema.PrimaryKey.Names.SequenceEqual([field.Name]));

    /// <summary>Reads and checks a contract.</summary>
    /// <param name="file">The file's name, for the faults.</param>
    /// <param name="json">The contract; comments and trailing commas are allowed.</param>
    /// <param name="added">
    /// Columns that the portfolio's detail sources add to its customers; null (default) where the contract is read by itself:
    /// what is no feature may then be one of them.
    /// </param>
    /// <exception cref="ConfigException">The contract cannot be used; it carries every fault found, each with its JSON
    /// path.</exception>
    public static Contract Read(string file, string json, IReadOnlySet<string>? added = null)
    {
        var faults = new List<ConfigFault>();
        JsonShape.Collect<Contract>(file, json, faults);
        if (faults.Count == 0)
        {
            var contract = ConfigJson.Read<Contract>(file, json);
            ContractCheck.Check(contract, contract.OwnColumns(added), new Faults(file, faults));
            if (faults.Count == 0)
                return contract;
        }
        throw new ConfigException(faults);
    }

    /// <summary>
    /// What its roles may name beside its fields: the columns added, of which those of other sources are for customers only.
    /// </summary>
    private HashSet<string> OwnColumns(IReadOnlySet<string>? added) => Roles switch
    {
        { HasCustomers: true } => [.. added ?? Roles.NotFeatures.AsEnumerable(), .. Roles.Joined],
        { Detail: { DerivesCustomers: true } detail } => [.. added ?? new HashSet<string>(), .. detail.Columns.Keys],
        _ => [],
    };

    /// <summary>The contract as JSON that <see cref="Read"/> reads: what is as by default is left out.</summary>
    public string ToJson() => ContractJson.Of(this);
}
