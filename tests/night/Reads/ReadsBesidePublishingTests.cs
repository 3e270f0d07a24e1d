using System.Collections.Concurrent;
using System.Text.Json;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests.Reads;

/// <summary>
/// Readers beside runs that are scored, published, rolled back and published again: each answer is, byte for byte, what one run
/// alone answers.
/// </summary>
[Collection(SmallNightGroup.Name)]
public class ReadsBesidePublishingTests(SmallNight night, ITestOutputHelper output)
{
    private const int Readers = 4;
    private static readonly int Reads = Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 100_000 : 2_000;
    private static readonly RunId Third = new(SmallNight.Second.Date.AddDays(1), 1);
    private static readonly RunId[] Runs = [SmallNight.First, SmallNight.Second, Third];

    private readonly ConcurrentDictionary<(string Question, Answer Answer), int> answers = [];
    private int asked;
    private int turns;

    [Fact]
    public async Task EveryAnswerIsOfOneRun()
    {
        await night.BeginAsync();
        await night.UploadAsync(2);
        await using var flow = new Flow(night.Account, SmallNight.Buckets, new StandingClock(SmallNight.Start));
        var caller = new Caller(flow);
        var questions = await QuestionsAsync(caller);

        using var published = new CancellationTokenSource();
        var readers = Enumerable.Range(1, Readers)
            .Select(seed => Task.Run(() => ReadAsync(questions, new Random(seed), published.Token))).ToArray();
        await OperateAsync(flow, caller, readers, published);
        await Task.WhenAll(readers);

        var wrong = await WrongAsync(caller, questions);
        output.WriteLine(
            $"{asked} reads of {questions.Count} questions beside {turns} publishings, {answers.Count} different answers.");
        Assert.Empty(wrong);
    }

    /// <summary>Publishes the other two nights, goes back and forth between them, and goes on while anybody reads.</summary>
    private async Task OperateAsync(Flow flow, Caller caller, Task[] readers, CancellationTokenSource published)
    {
        await PlayAsync(flow, SmallNight.Second);
        await TurnAsync(caller, SmallNight.First);
        await TurnAsync(caller, SmallNight.Second);
        await PlayAsync(flow, Third);
        await published.CancelAsync();
        var random = new Random(1);
        while (!readers.All(reader => reader.IsCompleted))
            await TurnAsync(caller, Runs[random.Next(Runs.Length)]);
    }

    private async Task PlayAsync(Flow flow, RunId run)
    {
        foreach (var upload in SmallNight.UploadsOf(run.Date))
            await flow.PlayAsync(new SentMessage(Queues.ExtractUploads, upload));
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        turns++;
    }

    private async Task TurnAsync(Caller caller, RunId run)
    {
        Assert.Equal(200, (await caller.PublishAsync(run)).Status);
        turns++;
        // As many readings between two turns as there are readers, whatever their speed.
        var until = Volatile.Read(ref asked) + Readers;
        while (Volatile.Read(ref asked) < Math.Min(until, Reads))
            await Task.Yield();
    }

    /// <summary>Reads as often as it is to, and until all runs are published.</summary>
    private async Task ReadAsync(
        IReadOnlyDictionary<string, Func<Task<Answer>>> questions, Random random, CancellationToken published)
    {
        var names = questions.Keys.ToArray();
        while (Volatile.Read(ref asked) < Reads || !published.IsCancellationRequested)
        {
            var name = names[random.Next(names.Length)];
            answers.AddOrUpdate((name, await questions[name]()), 1, (_, times) => times + 1);
            Interlocked.Increment(ref asked);
        }
    }

    /// <summary>Answers that are not those of one of the runs, once it is current and nothing else happens.</summary>
    private async Task<List<string>> WrongAsync(Caller caller, IReadOnlyDictionary<string, Func<Task<Answer>>> questions)
    {
        var right = new HashSet<(string, Answer)>();
        foreach (var run in Runs)
        {
            Assert.Equal(200, (await caller.PublishAsync(run)).Status);
            foreach (var (name, ask) in questions)
                // What two runs answered alike would not show a mixture.
                Assert.True(right.Add((name, await ask())) || name.EndsWith(Missing, StringComparison.Ordinal));
            Assert.Contains(answers.Keys, given => given.Answer.Body.Contains($"\"run\":\"{run}\"", StringComparison.Ordinal));
        }
        return [.. answers.Keys.Where(given => !right.Contains(given)).Select(given => given.ToString())];
    }

    /// <summary>Nobody's id.</summary>
    private const string Missing = "nobody";

    /// <summary>Everything that is asked, by its name: of some customers, one of whom is new in the second run.</summary>
    private static async Task<IReadOnlyDictionary<string, Func<Task<Answer>>>> QuestionsAsync(Caller caller)
    {
        var questions = new Dictionary<string, Func<Task<Answer>>>
        {
            ["scorecard"] = caller.ScorecardAsync,
            ["list churn"] = () => caller.WholeListAsync("churn"),
            ["list tv"] = () => caller.WholeListAsync("tv"),
        };
        foreach (var id in Listed((await caller.ListAsync("churn", pageSize: 8)).Body).Append(Missing))
        {
            questions[$"prompts {id}"] = () => caller.PromptsAsync(id);
            questions[$"decisions {id}"] = () => caller.DecisionsAsync(id);
        }
        return questions;
    }

    private static IEnumerable<string> Listed(string page) => JsonDocument.Parse(page).RootElement
        .GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("customerId").GetString()!);
}
