using System.Diagnostics.CodeAnalysis;

namespace ReapFunctions.Night.Tests;

/// <summary>A test with a storage account and a flow of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes the flow.")]
public abstract class FlowTest : IAsyncLifetime
{
    private protected const int Buckets = 4;

    private protected readonly TestAccount account = new();
    private protected Flow flow = null!;

    public async Task InitializeAsync()
    {
        await account.InitializeAsync();
        flow = new Flow(account, Buckets);
    }

    public async Task DisposeAsync()
    {
        await flow.DisposeAsync();
        await account.DisposeAsync();
    }
}
