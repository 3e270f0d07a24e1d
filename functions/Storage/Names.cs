namespace ReapFunctions.Storage;

/// <summary>Blob containers. What each holds stands in README.md.</summary>
public static class Containers
{
    public const string Extracts = "extracts";
    public const string Clean = "clean";

    /// <summary>Clean rows of detail sources and references, which nights read again as long as windows look back.</summary>
    public const string Details = "details";

    /// <summary>Clean rows of enquiries, whose people are no customers: apart from all of customers.</summary>
    public const string Enquiries = "enquiries";

    public const string Receipts = "receipts";
    public const string Scored = "scored";
    public const string Lists = "lists";
    public const string Scorecards = "scorecards";
    public const string Models = "models";
    public const string Config = "config";

    /// <summary>
    /// Who is erased: salted hashes, and the ids of those whose erasure is not finished; and the salt by which customers are
    /// found.
    /// </summary>
    public const string Erasures = "erasures";

    public static readonly IReadOnlyList<string> All =
        [Extracts, Clean, Details, Enquiries, Receipts, Scored, Lists, Scorecards, Models, Config, Erasures];
}

/// <summary>Queues between the steps of a night, in the order of the flow.</summary>
public static class Queues
{
    /// <summary>On Azure, Event Grid announces each upload here; on one machine the blob trigger finds it by itself.</summary>
    public const string ExtractUploads = "extract-uploads";

    public const string StartRun = "start-run";
    public const string ScoreBucket = "score-bucket";
    public const string WriteValue = "write-value";
    public const string WriteRisk = "write-risk";
    public const string WriteOffers = "write-offers";
    public const string PublishRun = "publish-run";
    public const string TrainModels = "train-models";

    /// <summary>Erasures that were asked for while a run was being written.</summary>
    public const string FinishErasures = "finish-erasures";

    public static readonly IReadOnlyList<string> All =
        [ExtractUploads, StartRun, ScoreBucket, WriteValue, WriteRisk, WriteOffers, PublishRun, TrainModels, FinishErasures];
}

/// <summary>Tables that outlive a run. A run's own tables are named by its id.</summary>
public static class Tables
{
    public const string Runs = "Runs";
    public const string Outcomes = "Outcomes";

    /// <summary>Dissatisfaction that customers voiced without a complaint.</summary>
    public const string Feedback = "Feedback";

    /// <summary>Who got in touch with people who asked, and what came of it.</summary>
    public const string FollowUps = "FollowUps";

    /// <summary>The measures of published runs, for series.</summary>
    public const string Measures = "Measures";

    public static readonly IReadOnlyList<string> All = [Runs, Outcomes, Feedback, FollowUps, Measures];
}

/// <summary>The kinds of record that a run writes per customer, each in a table of its own.</summary>
public enum RecordKind
{
    Value,
    Risk,
    Offers,
}
