using System.Text;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights with a person who is to be erased, and what must be true afterwards.</summary>
public abstract class ErasureNight(TrainedNight? trained = null) : FlowTest(trained)
{
    private protected const string Person = "Pers/on-77é";
    private protected static readonly RunId Run = TrainedNight.Run;
    private protected static readonly RunId Next = new(Run.Date.AddDays(1), 1);

    private protected async Task<SentMessage> CleanAsync(DateOnly? date = null, Flow? of = null) =>
        await (of ?? flow).CleanAsync(LocalApp.PathOf(date ?? Run.Date), await NightAsync());

    private protected static async Task<byte[]> NightAsync()
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        var sound = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes($"{text}{Person}{sound[sound.IndexOf(',', StringComparison.Ordinal)..]}\n");
    }

    /// <param name="inUpload">Whether a sender has delivered the person again: nobody but the sender changes that file.</param>
    private protected async Task AssertPublishedWithoutAsync(RunId run, bool inUpload = false)
    {
        var state = await flow.Get<RunStore>().GetAsync(run, default);
        Assert.True(state.Phase == RunPhase.Published, $"{state.Phase}: {state.Failure}");
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        Assert.DoesNotContain(
            await TracesAsync(), trace => !(inUpload && trace.StartsWith(Containers.Extracts, StringComparison.Ordinal)));
        Assert.Empty((await flow.Get<ErasedIdStore>().ReadAsync(default)).Unfinished);
    }

    private protected Task<List<string>> TracesAsync() => Traces.OfAsync(account, Person);
}
