using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>Two published nights of the synthetic portfolio, which the tests of one class look at.</summary>
public sealed class PublishedNights : IAsyncLifetime
{
    private Stage? stage;

    internal Stage Stage => stage ?? throw new InvalidOperationException("The nights have not begun.");

    internal RunId First { get; } = new(Extracts.FirstNight, 1);

    internal RunId Second { get; } = new(Extracts.FirstNight.AddDays(1), 1);

    public async Task InitializeAsync()
    {
        stage = await Stage.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        await stage.UploadAsync(Stage.PathOf(First.Date), await Extracts.OfNightAsync(0));
        await stage.PublishedAsync(First);
        await stage.UploadAsync(Stage.PathOf(Second.Date), await Extracts.OfNightAsync(1));
        await stage.PublishedAsync(Second);
    }

    public async Task DisposeAsync()
    {
        if (stage is not null)
            await stage.DisposeAsync();
    }
}
