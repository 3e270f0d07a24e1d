using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Care;
using ReapFunctions.Enquiries;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Accounts;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Night;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Plausibility;
using ReapFunctions.Prompts;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Runs.Acts;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Digests;
using ReapFunctions.Scorecards.Effects;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Series;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Snapshots.Referrals;
using ReapFunctions.Storage;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions;

/// <summary>Everything that the functions take in their constructors, in the order of the flow.</summary>
public static class Registration
{
    public static IServiceCollection AddReapFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ReapSettings.Read(configuration);
        services.Configure<JsonOptions>(
            json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        return services
            .AddTelemetry(configuration)
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new SignIn(configuration, settings))
            .AddSingleton<ListTrace>()
            .AddStorageClients(configuration)
            .AddHostedService<StorageSetup>()
            .AddPortfolio(settings)
            .AddExtracts()
            .AddRuns()
            .AddScoring()
            .AddDecisions()
            .AddErasure();
    }

    private static IServiceCollection AddPortfolio(this IServiceCollection services, ReapSettings settings) => services
        .AddSingleton(provider => Portfolio.Load(settings, provider.GetRequiredService<BlobServiceClient>()))
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Sources)
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Targets)
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Decisions)
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Decisions.Value)
        .AddSingleton(provider => provider.GetRequiredService<ValueOptions>().ListPrices)
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Scorecard)
        .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Plausibility)
        .AddHostedService<PortfolioCheck>();

    private static IServiceCollection AddExtracts(this IServiceCollection services) => services
        .AddSingleton<ReceiptStore>()
        .AddSingleton<DropNotes>()
        .AddSingleton<UploadStore>()
        .AddSingleton<ReferenceKeyStore>()
        .AddSingleton<UploadIntake>();

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<DropStore>()
        .AddSingleton<ErasedIdStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<ActStore>()
        .AddSingleton<RunInputStore>()
        .AddSingleton<LateSourceStore>()
        .AddSingleton<BucketInputStore>()
        .AddSingleton<RunPointerStore>()
        .AddSingleton<BucketMarkStore>()
        .AddSingleton<RunLedger>()
        .AddSingleton<RecordStore>()
        .AddSingleton<WorkClaimStore>()
        .AddSingleton<OldRunStore>()
        .AddSingleton<OldNotes>();

    private static IServiceCollection AddScoring(this IServiceCollection services) => services
        .AddSingleton<CleanRowStore>()
        .AddSingleton<FinderStore>()
        .AddSingleton<CustomerRows>()
        .AddSingleton<WithoutCustomerStore>()
        .AddSingleton<CaseStore>()
        .AddSingleton<PutRightStore>()
        .AddSingleton<RecoveringStore>()
        .AddSingleton<FeedbackStore>()
        .AddSingleton<CareCases>()
        .AddSingleton<LeavingTold>()
        .AddSingleton<LeavingStore>()
        .AddSingleton<ReferralStore>()
        .AddSingleton<ScoredRowStore>()
        .AddSingleton<ModelStore>()
        .AddSingleton<ChampionStore>()
        .AddSingleton<PortfolioScorer>()
        .AddSingleton<TrainingRows>()
        .AddSingleton<TargetTraining>()
        .AddSingleton<PortfolioTraining>()
        .AddSingleton<TrainingStore>()
        .AddSingleton<ModelIntake>();

    private static IServiceCollection AddDecisions(this IServiceCollection services) => services
        .AddSingleton<BasePeriodStore>()
        .AddSingleton<BucketDecisions>()
        .AddSingleton<OfferRecordStore>()
        .AddSingleton<CustomerRecordStore>()
        .AddSingleton<CustomerLookup>()
        .AddSingleton<RiskChangeStore>()
        .AddSingleton<OutcomeStore>()
        .AddSingleton<OutcomeIntake>()
        .AddSingleton<ListStore>()
        .AddSingleton<ListDesk>()
        .AddSingleton<IFigureFields, DigestFields>()
        .AddSingleton<SelectionStore>()
        .AddSingleton<RecoveryListStore>()
        .AddSingleton<AccountListStore>()
        .AddSingleton<WinBackListStore>()
        .AddSingleton<ScorecardStore>()
        .AddSingleton<ReferralOpening>()
        .AddSingleton<EnquiryReader>()
        .AddSingleton<SampleReader>()
        .AddSingleton<FollowUpStore>()
        .AddSingleton<EnquiryListStore>()
        .AddSingleton<EnquiryNight>()
        .AddSingleton<SeriesStore>()
        .AddSingleton<CalibrationStore>()
        .AddSingleton<EffectStore>()
        .AddSingleton<EffectOpening>()
        .AddSingleton<PlanStore>()
        .AddSingleton<SelectionOutcomeStore>()
        .AddSingleton<Promises>()
        .AddSingleton<FiguresStore>()
        .AddSingleton<RunOpening>()
        .AddSingleton<RunCompletion>()
        .AddSingleton<RunGate>();

    private static IServiceCollection AddErasure(this IServiceCollection services) => services
        .AddSingleton<PersonErasure>()
        .AddSingleton<PersonExtractStore>()
        .AddSingleton<PersonRowStore>()
        .AddSingleton<PersonListStore>()
        .AddSingleton<PersonRecordStore>();
}
