using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>Two published nights of the synthetic portfolio, which the tests of one class look at.</summary>
public sealed class PublishedNights : IAsyncLifetime
{
    private LocalApp? local;

    internal LocalApp Local => local ?? throw new InvalidOperationException("The nights have not begun.");

    internal RunId First { get; } = new(Extracts.FirstNight, 1);

    internal RunId Second { get; } = new(Extracts.FirstNight.AddDays(1), 1);

    public async Task InitializeAsync()
    {
        local = await LocalApp.OpenAsync(settings: new Dictionary<string, string> { ["Reap__Buckets"] = "4" });
        await local.UploadAsync(LocalApp.PathOf(First.Date), await Extracts.OfNightAsync(0));
        await local.PublishedAsync(First);
        await local.UploadAsync(LocalApp.PathOf(Second.Date), await Extracts.OfNightAsync(1));
        await local.PublishedAsync(Second);
    }

    public async Task DisposeAsync()
    {
        if (local is not null)
            await local.DisposeAsync();
    }
}
