namespace ReapFunctions.Pages.Tests;

/// <summary>
/// A test that looks at pages. None stays open behind it: each is a process, and some ask the app again and again.
/// </summary>
public abstract class PageTest : IAsyncLifetime
{
    /// <summary>Where it opens them.</summary>
    private protected abstract PublishedApp Opener { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Opener.CloseAsync();
}
