using Azure.Storage.Blobs;
using ReapFunctions.Care;
using ReapFunctions.Contracts;
using ReapFunctions.Enquiries;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Plausibility;
using ReapFunctions.Risk;
using ReapFunctions.Rules;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Groups;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions;

/// <summary>
/// Everything about a business that is configuration: its sources, what is predicted, what customers are worth, what may be
/// offered to whom. Read and checked once at start; every fault is reported together.
/// </summary>
public sealed class Portfolio
{
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

    /// <summary>What is seldom meant, or would sound wrong, with its place and what to do; it stops nothing.</summary>
    public IReadOnlyList<string> Warnings()
    {
        var facts = FactNames.Collect(
            Customers.CleanFields.ToDictionary(field => field.Name, field => field.Kind, StringComparer.Ordinal), Customers.Roles,
            Targets.All.Select(target => target.Name));
        var shapes = FactShape.Collect(Sources, facts.Keys.Union([ListPrices.Column]));
        var gaps = new List<ConfigFault>();
        OfferTextGaps.Find(Decisions.Offering, Customers.Roles.Stops.Keys, shapes, gaps);
        ReasonTextGaps.Find(Decisions.Reasons, shapes, gaps);
        return
        [
            .. CancellingWeights.In(Decisions.Offering, Decisions.GroupPlan)
            .Select(sentence => $"{OfferOptions.File}: {sentence}"),
            .. gaps.Select(gap => gap.ToString()),
        ];
    }

    /// <summary>
    /// The portfolio that <paramref name="settings"/> name, with the <c>config</c> container's files laid over it.
    /// </summary>
    /// <exception cref="ConfigException">With every fault of every file.</exception>
    /// <param name="shipped">The folder that ships with the app; null (default) for where it runs.</param>
    public static Portfolio Load(ReapSettings settings, BlobServiceClient blobs, string? shipped = null)
    {
        var files = ConfigFiles.OfDirectory(
            shipped ?? Path.Combine(AppContext.BaseDirectory, "config"), settings.Portfolio);
        files.Overlay(blobs.GetBlobContainerClient(Containers.Config), CancellationToken.None);
        var portfolio = Read(files);
        ReplyWindows.Check(settings, portfolio);
        return portfolio;
    }

    /// <inheritdoc cref="Load"/>
    public static Portfolio Read(ConfigFiles files)
    {
        var faults = new List<ConfigFault>();
        var sources = PortfolioSources.Read(files, faults);
        var all = TargetOptions.Read(files, faults);
        var scorecard = ScorecardOptions.Read(files, faults);
        var plausibility = PlausibilityOptions.Read(files, faults);
        if (sources is null || all is null)
        {
            // What these files may name is not known: their shape is.
            DecisionOptions.CheckShapes(files, all?.Any(target => target.Kind == TargetKind.Churn) == true, faults);
            throw new ConfigException(faults);
        }
        var customers = sources.Snapshot;
        var fields = customers.CleanFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var targets = TargetOptions.Check(all, fields, sources, faults);
        var products = all.DistinctBy(target => target.Name)
            .ToDictionary(target => target.Name, target => target.Product, StringComparer.Ordinal);
        var decisions = DecisionOptions.Read(files, customers.Roles, fields, products, faults);
        if (decisions is not null)
        {
            CareCheck.CheckSources(decisions.Care, sources, faults);
            ChannelCheck.CheckSources(decisions.Offering, decisions.Roles, sources, faults);
            AcquisitionCheck.Check(decisions.Value.Acquisition, customers, new Faults(ValueOptions.File, faults));
            EnquiryOptionsCheck.Check(decisions.Value.Enquiries, sources, new Faults(ValueOptions.File, faults));
            decisions = decisions with { GroupPlan = scorecard?.GroupPlan };
        }
        if (scorecard is not null)
            EnquiryOptionsCheck.CheckGoals(scorecard, sources, new Faults(ScorecardOptions.File, faults));
        if (scorecard?.GroupPlan is { } plan)
            GroupPlanCheck.CheckNames(plan, customers, decisions?.Offering, new Faults(ScorecardOptions.File, faults));
        return faults.Count == 0
            ? new Portfolio(
                sources.Deciding([.. targets!.Fields, .. decisions!.Fields]), AskedBy(decisions.Offering, targets), decisions,
                scorecard!, plausibility!)
            : throw new ConfigException(faults);
    }

    private static TargetOptions AskedBy(OfferOptions offering, TargetOptions targets)
    {
        // What is put right is owed to everybody; other offers that save customers ask them to stay.
        bool Asks(Offer offer, Target target) => target.Kind == TargetKind.Churn
            ? offer.Kind == OfferKind.Retention || (offer.Saves > 0 && offer.Kind != OfferKind.Recovery)
            : offer.Target == target.Name || offer.Product == target.Product;
        string[] Asking(Target target) =>
            [.. offering.Offers.Where(offer => Asks(offer, target)).Select(offer => offer.Name)];
        return new TargetOptions([.. targets.All.Select(target => target with { AskedBy = Asking(target) })]);
    }
}
