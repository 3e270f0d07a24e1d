using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Tests;

/// <summary>
/// An empty storage account that a test has to itself, of an emulator that it shares with others: to start one costs more than
/// most tests, and one that has run for a while answers faster. What its accounts hold goes with the emulator, which ends when it
/// has given all of them and the last has been given back.
/// </summary>
internal sealed class SharedAccount : IAsyncDisposable
{
    private const int AccountsPerEmulator = 40;

    private static readonly SemaphoreSlim Gate = new(1);

    // One for each processor: an emulator uses no more than one.
    private static readonly Emulator?[] Emulators = new Emulator?[Math.Min(Environment.ProcessorCount, 4)];

    private readonly Emulator emulator;

    private SharedAccount(Emulator emulator, string connectionString) =>
        (this.emulator, ConnectionString) = (emulator, connectionString);

    public string ConnectionString { get; }

    /// <summary>Takes an account of the emulator that the fewest use.</summary>
    public static async Task<SharedAccount> TakeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            var place = Enumerable.Range(0, Emulators.Length).MinBy(place => Emulators[place]?.Used ?? 0);
            if (Emulators[place] is not { IsGivenOut: false })
                Emulators[place] = await Emulator.StartAsync();
            return new SharedAccount(Emulators[place]!, Emulators[place]!.Take());
        }
        finally
        {
            Gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            await emulator.GiveBackAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    private sealed class Emulator(AzuriteServer server)
    {
        private int taken;

        /// <summary>How many of its accounts are in use.</summary>
        public int Used { get; private set; }

        public bool IsGivenOut => taken == server.ConnectionStrings.Count;

        public static async Task<Emulator> StartAsync() =>
            new(await AzuriteServer.StartAsync(new AzuriteOptions { Accounts = AccountsPerEmulator }, CancellationToken.None));

        public string Take()
        {
            Used++;
            return server.ConnectionStrings[taken++];
        }

        public async Task GiveBackAsync()
        {
            Used--;
            if (IsGivenOut && Used == 0)
                await server.DisposeAsync();
        }
    }
}
