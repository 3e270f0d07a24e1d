using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

/// <summary>
/// One empty storage account in memory for the tests of a class or collection. The environment variable
/// <c>REAP_TEST_STORAGE</c> may name another account by its connection string; nothing is installed or started then.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = Environment.GetEnvironmentVariable("REAP_TEST_STORAGE") ?? "";
        if (ConnectionString.Length > 0)
            return;
        _server = await AzuriteServer.StartAsync(new AzuriteOptions(), CancellationToken.None);
        ConnectionString = _server.ConnectionString;
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
