using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Lists;
using ReapFunctions.Night;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Risk;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions;

/// <summary>Everything that the functions take in their constructors, in the order of the flow.</summary>
public static class Registration
{
    public static IServiceCollection AddReapFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(ReapSettings.Section).Get<ReapSettings>() ?? new ReapSettings();
        if (settings.Faults() is { Count: > 0 } faults)
            throw new InvalidOperationException($"Settings cannot be used:\n  {string.Join("\n  ", faults)}");
        services.Configure<JsonOptions>(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        return services
            .AddTelemetry(configuration)
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddStorageClients(configuration)
            .AddHostedService<StorageSetup>()
            .AddSingleton(provider => Portfolio.Load(settings, provider.GetRequiredService<BlobServiceClient>()))
            .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Sources)
            .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Targets)
            .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Decisions)
            .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Decisions.Value)
            .AddSingleton(provider => provider.GetRequiredService<Portfolio>().Scorecard)
            .AddHostedService<PortfolioCheck>()
            // Extracts
            .AddSingleton<ReceiptLog>()
            .AddSingleton<DropNotes>()
            .AddSingleton<UnannouncedUploads>()
            .AddSingleton<ExtractCleaning>()
            // Runs
            .AddSingleton<DropStore>()
            .AddSingleton<RunStore>()
            .AddSingleton<RunInputs>()
            .AddSingleton<LateSources>()
            .AddSingleton<BucketInputs>()
            .AddSingleton<RunPointer>()
            .AddSingleton<BucketMarks>()
            .AddSingleton<RecordWriter>()
            .AddSingleton<WorkClaims>()
            .AddSingleton<RunRemoval>()
            // Scoring and training
            .AddSingleton<CleanRows>()
            .AddSingleton<CustomerRows>()
            .AddSingleton<StrangerRows>()
            .AddSingleton<ScoredRows>()
            .AddSingleton<ModelStore>()
            .AddSingleton<Champions>()
            .AddSingleton<TrainingRows>()
            .AddSingleton<TargetTraining>()
            .AddSingleton<TrainingLog>()
            // Decisions
            .AddSingleton<BasePeriod>()
            .AddSingleton<OfferRecords>()
            .AddSingleton<RiskChanges>()
            .AddSingleton<OutcomeStore>()
            .AddSingleton<ListBlobs>()
            .AddSingleton<StoredScorecards>()
            // Erasure
            .AddSingleton<PersonExtracts>()
            .AddSingleton<PersonRows>()
            .AddSingleton<PersonLists>()
            .AddSingleton<PersonRecords>();
    }
}
