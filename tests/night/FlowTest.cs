using System.Diagnostics.CodeAnalysis;

namespace ReapFunctions.Night.Tests;

/// <summary>A test with a flow of its own, on a storage account of its own or on one where a night has been trained.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes the flow.")]
public abstract class FlowTest : IAsyncLifetime
{
    private protected const int Buckets = TrainedNight.Buckets;

    private readonly TrainedNight? trained;
    private protected readonly TestAccount account;
    private protected Flow flow = null!;

    /// <param name="trained">Where each test begins; null for an empty account.</param>
    protected FlowTest(TrainedNight? trained = null) => (this.trained, account) = (trained, trained?.Account ?? new());

    public async Task InitializeAsync()
    {
        await (trained?.BeginAsync() ?? account.InitializeAsync());
        flow = new Flow(account, Buckets);
    }

    public async Task DisposeAsync()
    {
        await flow.DisposeAsync();
        if (trained is null)
            await account.DisposeAsync();
    }
}
