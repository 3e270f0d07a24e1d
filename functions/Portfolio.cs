using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Offers;
using ReapFunctions.Plausibility;
using ReapFunctions.Risk;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions;

/// <summary>
/// Everything about a business that is configuration: its sources, what is predicted, what customers are worth, what may be
/// offered to whom. Read and checked once at start; every fault is reported together.
/// </summary>
public sealed class Portfolio
{
    /// <summary>What every portfolio has, beside its sources.</summary>
    private static readonly IReadOnlyList<string> Files =
    [
        TargetOptions.File, ValueOptions.File, RiskOptions.File, ReasonTexts.File, OfferOptions.File, ScorecardOptions.File,
    ];

    private Portfolio(
        PortfolioSources sources,
        TargetOptions targets,
        DecisionOptions decisions,
        ScorecardOptions scorecard,
        PlausibilityOptions plausibility)
    {
        Sources = sources;
        Targets = targets;
        Decisions = decisions;
        Scorecard = scorecard;
        Plausibility = plausibility;
    }

    public PortfolioSources Sources { get; }

    /// <summary>Contracts by source.</summary>
    public IReadOnlyDictionary<string, Contract> Contracts => Sources.Contracts;

    /// <summary>
    /// What is known of customers once details are joined to them, and what it means; see
    /// <see cref="PortfolioSources.Snapshot"/>.
    /// </summary>
    public Contract Customers => Sources.Snapshot;

    public TargetOptions Targets { get; }

    /// <summary>How value, risk and offers are decided.</summary>
    public DecisionOptions Decisions { get; }

    /// <summary>What the scorecard is held against.</summary>
    public ScorecardOptions Scorecard { get; }

    /// <summary>What a run may look like to be published by itself.</summary>
    public PlausibilityOptions Plausibility { get; }

    /// <summary>
    /// The portfolio that <paramref name="settings"/> name, with the <c>config</c> container's files laid over it.
    /// </summary>
    /// <exception cref="ConfigException">With every fault of every file.</exception>
    public static Portfolio Load(ReapSettings settings, BlobServiceClient blobs)
    {
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), settings.Portfolio);
        files.Overlay(blobs.GetBlobContainerClient(Containers.Config), CancellationToken.None);
        return Read(files);
    }

    /// <inheritdoc cref="Load"/>
    public static Portfolio Read(ConfigFiles files)
    {
        var faults = files.Missing(Files).ToList();
        if (faults.Count > 0)
            throw new ConfigException(faults);
        if (PortfolioSources.Read(files, faults) is not { } sources)
            throw new ConfigException(faults);

        var customers = sources.Snapshot;
        var fields = customers.CleanFields.ToDictionary(field => field.Name, field => field.Kind, StringComparer.Ordinal);
        var targets = Try(
            () => TargetOptions.Read(files[TargetOptions.File], fields.Keys.ToHashSet(StringComparer.Ordinal), sources.Details),
            faults);
        var products = targets?.All.ToDictionary(target => target.Name, target => target.Product, StringComparer.Ordinal) ?? [];
        var decisions = DecisionOptions.Read(files, customers.Roles, fields, products, faults);
        var scorecard = ScorecardOptions.Read(files, faults);
        var plausibility = PlausibilityOptions.Read(files, faults);
        return faults.Count == 0
            ? new Portfolio(sources, targets!, decisions!, scorecard!, plausibility!)
            : throw new ConfigException(faults);
    }

    private static T? Try<T>(Func<T> read, List<ConfigFault> faults)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigException fault)
        {
            faults.AddRange(fault.Faults);
            return null;
        }
    }
}
