namespace ReapFunctions.Host.Tests.Running;

/// <summary>
/// One host on one account for all tests that leave it as it is; each uses queues and containers that no other uses.
/// </summary>
public sealed class SharedHost : Azurite
{
    internal const string FunctionKey = "function key";
    internal const string MasterKey = "master key";

    internal HostProcess Host { get; private set; } = null!;

    internal HttpClient Http => Host.Http;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Host = await HostProcess.StartAsync(
            ConnectionString,
            ("Host__FunctionKey", FunctionKey), ("Host__MasterKey", MasterKey), ("FromBoth", "of the environment"));
    }

    public override async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await base.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class SharedHostTests : ICollectionFixture<SharedHost>
{
    internal const string Name = "one host";
}
