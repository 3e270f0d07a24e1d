using ReapFunctions.Contracts.Enquiries;
using ReapFunctions.Contracts.References;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>
/// The sources of a portfolio: one of customers, any number of details, whose rows become columns of the customers, and of
/// references, in which both look up columns; and one of enquiries, which is apart from all of these. Without a source of
/// customers the customers are those whom one detail source names.
/// </summary>
public sealed class PortfolioSources
{
    private const string Folder = "sources/";

    private PortfolioSources(IReadOnlyDictionary<string, Contract> contracts)
    {
        Contracts = contracts;
        Customers = contracts.Values.FirstOrDefault(contract => contract.Roles.HasCustomers);
        // Those who are derived must be known before others are joined to them.
        Details = [
            .. contracts.Values.Where(contract => contract.Roles.Detail is not null)
            .OrderByDescending(contract => contract.Roles.Detail!.DerivesCustomers)
            .Select(contract => JoinedFields.With(contract, contracts))];
        Enquiries = contracts.Values.FirstOrDefault(contract => contract.Roles.Enquiries is not null);
        References = [.. contracts.Values.Where(contract => contract.Roles.Reference is not null)];
        Snapshot = SnapshotContract.Join(
            Customers is null ? Details[0] : JoinedFields.With(Customers, contracts), Details);
    }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, Contract> Contracts { get; }

    /// <summary>The source that has one row per customer; null when customers are derived.</summary>
    public Contract? Customers { get; }

    /// <summary>
    /// The sources whose rows are details of customers, with the columns that these get from references behind their own; the
    /// one that customers are derived from is the first.
    /// </summary>
    public IReadOnlyList<Contract> Details { get; }

    /// <summary>The sources whose rows are of no customer.</summary>
    public IReadOnlyList<Contract> References { get; }

    /// <summary>The source of who asked and is no customer yet; null in a portfolio without one.</summary>
    public Contract? Enquiries { get; }

    /// <summary>Sources without which a drop is not complete.</summary>
    public IReadOnlyList<string> Required =>
        [.. Contracts.Values.Where(contract => contract.Roles.Required).Select(contract => contract.Source)];

    /// <summary>
    /// What a snapshot's columns are: the customers' own, those of references and those that details add, with the roles of the
    /// customers.
    /// </summary>
    public Contract Snapshot { get; }

    /// <summary>The same sources with the fields of any of them that decide by other files of the portfolio.</summary>
    internal PortfolioSources Deciding(IEnumerable<string> fields)
    {
        var decisive = fields.ToHashSet(StringComparer.Ordinal);
        return new PortfolioSources(Contracts.ToDictionary(
            source => source.Key,
            source => source.Value with { Roles = source.Value.Roles with { Decisive = decisive } },
            StringComparer.Ordinal));
    }

    /// <summary>Reads the contracts and checks them against each other; with faults in <paramref name="faults"/> null.</summary>
    public static PortfolioSources? Read(ConfigFiles files, List<ConfigFault> faults)
    {
        var before = faults.Count;
        var names = files.Names.Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToList();
        var added = names.SelectMany(name => AddedBy(files, name)).ToHashSet(StringComparer.Ordinal);
        var contracts = new Dictionary<string, Contract>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            try
            {
                var contract = Contract.Read(name, files[name], added);
                if (name != $"{Folder}{contract.Source}.json")
                    faults.Add(new(name, "$.source", $"A source is called as its file. Call this one {contract.Source}.json."));
                contracts[contract.Source] = contract;
            }
            catch (ConfigException fault)
            {
                faults.AddRange(fault.Faults);
            }
        }
        if (names.Count == 0)
            faults.Add(new(Folder, "$", "The portfolio has no source. Add a contract."));
        if (faults.Count > before)
            return null;
        SourcesCheck.Check(contracts.Values, faults);
        if (faults.Count > before)
            return null;
        var sources = new PortfolioSources(contracts);
        RoleKindsCheck.Check(sources.Snapshot, new Faults($"{Folder}{sources.Snapshot.Source}.json", faults));
        if (sources.Enquiries is { } asked)
            EnquiryCheck.CheckBeside(
                asked, sources.Snapshot, sources.Customers, new Faults($"{Folder}{asked.Source}.json", faults));
        return faults.Count == before ? sources : null;
    }

    /// <summary>
    /// The columns that a contract's details add, read before the contracts are checked: roles of other contracts may name them.
    /// </summary>
    private static IEnumerable<string> AddedBy(ConfigFiles files, string name)
    {
        try
        {
            return ConfigJson.Read<Contract>(name, files[name]).Roles.Detail?.Columns.Keys ?? [];
        }
        catch (ConfigException)
        {
            return [];
        }
    }
}
