using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>
/// A portfolio from a person's files: contracts by inference, and targets, value, risk, offers and reasons as a first draft that
/// works. Each place where a person must decide has a comment that begins with <see cref="Mark"/>.
/// </summary>
internal sealed record PortfolioDraft(IReadOnlyDictionary<string, string> Files, SourcesDraft Sources)
{
    /// <summary>What comments of a draft begin with until somebody has decided.</summary>
    public const string Mark = "// DECIDE";

    /// <summary>Places that wait for a decision.</summary>
    public int Decisions => Files.Values.Sum(text => text.Split(Mark).Length - 1);

    /// <exception cref="NightException">The files cannot make a portfolio; the message says what is missing.</exception>
    /// <exception cref="UsageException">A column that was named does not exist.</exception>
    public static PortfolioDraft Of(string name, IReadOnlyList<FileDraft> files, NamedColumns named)
    {
        var sources = SourcesDraft.Of(files);
        var targets = Targets(sources, named);
        var contracts = sources.Details.ToDictionary(detail => detail.File, detail => detail.ToContract(sources.Customers));
        if (sources.Customers is { } file)
            contracts[file] = file.Contract with { Roles = RolesDraft.Of(file, targets, sources.Details) };
        var owner = sources.Customers ?? sources.Details[0].File;
        if (sources.Customers is null)
            contracts[owner] = contracts[owner] with { Roles = RolesDraft.Of(contracts[owner].Roles, sources.Details[0]) };
        AddReferences(contracts, sources.References);
        var rest = new DraftFiles(name, contracts[owner], targets, sources.Details is [var first, ..] ? first : null);
        var texts = contracts.ToDictionary(
            contract => $"sources/{contract.Key.Source}.json",
            contract => ContractComments.Write(contract.Value, contract.Key.Notes));
        texts["targets.json"] = rest.TargetsJson();
        texts["value.json"] = rest.ValueJson();
        texts["offers.json"] = rest.OffersJson();
        texts["reasons.json"] = DraftFiles.ReasonsJson();
        texts["scorecard.json"] = DraftFiles.ScorecardJson();
        if (rest.RiskJson() is { } risk)
            texts["risk.json"] = risk;
        return new PortfolioDraft(texts, sources);
    }

    private static void AddReferences(Dictionary<FileDraft, Contract> contracts, IReadOnlyList<ReferenceDraft> references)
    {
        var taken = contracts.Values.SelectMany(contract => contract.Schema.Fields.Select(field => field.Name)
            .Concat(contract.Roles.Detail?.Columns.Keys ?? [])).ToHashSet();
        foreach (var reference in references)
        {
            contracts[reference.By] = reference.AddTo(contracts[reference.By], taken);
            contracts[reference.File] = reference.ToContract();
        }
    }

    /// <summary>Writes the files, and reads them as the app will.</summary>
    /// <exception cref="ConfigException">What was written has faults.</exception>
    public void Write(string folder)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        Portfolio.Read(ConfigFiles.OfFolder(folder));
    }

    private static IReadOnlyList<TargetDraft> Targets(SourcesDraft sources, NamedColumns named)
    {
        var targets = sources.Customers is { } customers ? TargetDraft.Find(customers, named) : [];
        if (targets.Count > 0)
            return targets;
        return sources.Details.Count > 0
            ? [new TargetDraft("churn", IsChurn: true, Field: null, IsLabel: true, [], [], Share: 0.3)]
            : throw new NightException(
                $"No column of {sources.Customers!.Path} says who left or what was bought{Unclear(sources.Customers)}. Name it "
                + "with --churn COLUMN or --takeup COLUMN, or add a file of dated rows, such as orders: who leaves follows from "
                + "who stays away.");
    }

    /// <summary>What speaks against a column whose name is right.</summary>
    private static string Unclear(FileDraft customers) =>
        customers.Columns.FirstOrDefault(column => ColumnWords.Churn().IsMatch(column.Name)
            || ColumnWords.Response().IsMatch(column.Name)) is { } column
            ? $": '{column.Name}' has {column.Distinct} different value{(column.Distinct == 1 ? "" : "s")}, not 2"
            : "";
}
