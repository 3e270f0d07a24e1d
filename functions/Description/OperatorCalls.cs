using ReapFunctions.Erasure;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Night;

namespace ReapFunctions.Description;

/// <summary>The calls of operations, of who delivers files, of data scientists and of data protection.</summary>
internal static class OperatorCalls
{
    private const string Operations = "operations";
    private const string Files = "files";
    private const string Models = "models";
    private const string Protection = "data protection";

    private static readonly Answered NoTarget = Answered.Problem(404, "There is no such target.");

    private static readonly Answered NoReceipt =
        Answered.Problem(404, "The file was not uploaded, or is being cleaned.");

    private static readonly QueryParameter Exact =
        new("exact", typeof(bool), "Of two ids that are written alike: true means the one with %2F, false the one with a slash.");

    public static IReadOnlyList<Operation> All { get; } =
        [.. Nights(), .. RunsByHand(), .. Receipts(), .. ModelFiles(), .. Trainings(), .. Erasures()];

    private static IEnumerable<Operation> Nights()
    {
        yield return new(typeof(GetHealth), Operations, "Whether the app can answer, and by which night")
        {
            Answers =
            [
                Answered.Json<HealthAnswer>(200, "It can; an old run is stale, and no failure."),
                Answered.Problem(503, "Storage cannot be read, or no run is published yet."),
            ],
        };
        yield return new(typeof(GetRuns), Operations, "The state of the nights")
        {
            Answers = [Answered.Json<RunsAnswer>(200, "All runs, the latest receipts, and the sources that are late.")],
        };
        yield return new(typeof(GetOpenApi), Operations, "This description")
        {
            Answers = [new(200, "OpenAPI 3.1.", null, "application/json")],
        };
    }

    private static IEnumerable<Operation> RunsByHand()
    {
        yield return new(typeof(PublishEarlierRun), Operations, "Puts an earlier run back, or publishes one that is held")
        {
            Answers =
            [
                Answered.Json<PutBackRun>(200, "Everybody reads it from now on."),
                Answered.Problem(400, "This is no id of a run."),
                Answered.Problem(404, "There is no such run."),
                Answered.Problem(409, "The run cannot be published."),
            ],
        };
        yield return new(typeof(RetryRun), Operations, "Makes the latest run of a date again, or goes on with it")
        {
            Answers =
            [
                Answered.Json<RetriedRun>(202, "It is under way."),
                Answered.Problem(400, "This is no id of a run."),
                Answered.Problem(404, "There is no such run."),
                Answered.Problem(409, "The run has a later one of its date."),
            ],
        };
        yield return new(typeof(StartBasePeriod), Operations, "Measures value deciles anew, by the published run")
        {
            Answers =
            [
                Answered.Json<AskedBasePeriod>(202, "It is under way; GET /api/models names the run once it is done."),
                Answered.Problem(409, "No run is published yet."),
            ],
        };
    }

    private static IEnumerable<Operation> Receipts()
    {
        yield return new(typeof(ListReceipts), Files, "What became of uploads, the newest first")
        {
            Query =
            [
                new("source", typeof(string), "Only files of this source; default all."),
                new("date", typeof(DateOnly), "Only files of this drop, yyyy-MM-dd; default all."),
                new("top", typeof(int), "Receipts of a page, 1 to 1000; default 100."),
                new("after", typeof(string), "Where the page begins: next of the page before."),
            ],
            Answers =
            [
                Answered.Json<ReceiptsAnswer>(200, "A page of receipts, with their totals."),
                Answered.Problem(400, "A parameter cannot be used."),
            ],
        };
        yield return new(typeof(GetReceipt), Files, "The receipt of the latest upload of a file")
        {
            Query = [new("format", typeof(string), "For programs (default), or as a page.") { Values = ["json", "html"] }],
            Answers =
            [
                Answered.Json<Receipt>(200, "Every row is accounted for; personal data is masked."),
                new(200, "The same as a page.", null, "text/html"),
                Answered.Problem(400, "There is no such format."),
                NoReceipt,
            ],
        };
        yield return new(typeof(GetRejects), Files, "The rejected rows of the latest upload of a file, as they came")
        {
            Answers =
            [
                new(200, "The rows with line, column and reason, personal columns and all.", null, "text/csv"),
                Answered.Problem(404, "The file has no receipt, or no row of it was rejected."),
            ],
        };
        yield return new(typeof(SendCorrection), Files, "Sends rejected rows back, corrected")
        {
            BodyType = "text/csv",
            Answers =
            [
                Answered.Json<SentCorrection>(202, "They are an upload of their own, which is cleaned within a minute."),
                Answered.Problem(400, "The rows cannot be read, or are not of the file."),
                NoReceipt,
                Answered.Problem(409, "No row of the file was rejected, or corrected rows were sent before."),
                Answered.Problem(413, "Too many for one call."),
            ],
        };
    }

    private static IEnumerable<Operation> ModelFiles()
    {
        yield return new(typeof(GetModels), Models, "Champions with their cards, and how the latest training stands")
        {
            Answers = [Answered.Json<ModelsAnswer>(200, "By target: the champion, and the model brought beside it.")],
        };
        yield return new(typeof(GetModelFile), Models, "The file of a target's champion, as ML.NET loads it")
        {
            Query = [new("challenger", typeof(bool), "That of the model brought beside it instead; default false.")],
            Answers =
            [
                new(200, "model.zip", null, "application/zip"),
                Answered.Problem(404, "There is no such target, or it has no such model."),
            ],
        };
        yield return new(typeof(TakeModel), Models, "Takes a model of your own, judged beside the champion")
        {
            Query = [new("champion", typeof(bool), "It is made the champion, whatever the judgement; default false.")],
            BodyType = "application/zip",
            Answers =
            [
                Answered.Json<TakeModel.Answer>(201, "It is kept."),
                Answered.Problem(400, "The file cannot be used, or does not fit the columns of the target."),
                NoTarget,
                Answered.Problem(409, "There is nothing to judge it by."),
            ],
        };
    }

    private static IEnumerable<Operation> Trainings()
    {
        yield return new(typeof(RequestTraining), Models, "Trains targets on the newest drop")
        {
            Query =
            [
                new("target", typeof(string), "A target to be trained; default every one.") { Several = true },
                new("trainer", typeof(string), "Who competes, by name; default every trainer.") { Several = true },
                new("seed", typeof(long), "The seed of splits and samples, 0 or more; default the configured one."),
            ],
            Answers =
            [
                Answered.Json<AskedTraining>(202, "It is under way; GET /api/models says how it stands."),
                Answered.Problem(400, "A parameter cannot be used."),
                NoTarget,
                Answered.Problem(409, "No extract has been cleaned yet."),
            ],
        };
    }

    private static IEnumerable<Operation> Erasures()
    {
        yield return new(typeof(EraseCustomer), Protection, "Erases a person everywhere, and says from where")
        {
            Query = [Exact],
            Answers =
            [
                Answered.Json<ErasureProof>(200, "All is erased."),
                Answered.Json<EraseCustomer.Waiting>(202, "It will be, when the run that is being written is complete."),
                Answered.Problem(409, "The id may stand for two customers."),
            ],
        };
        yield return new(typeof(LiftErasure), Protection, "An erased person is a customer again")
        {
            Query = [Exact],
            Answers =
            [
                new(204, "Rows of theirs are taken from now on.", null, null),
                Answered.Problem(404, "Nobody of that id is erased."),
                Answered.Problem(409, "The erasure is not finished, or the id may stand for two customers."),
            ],
        };
    }
}
