namespace Azure.Data.Tables;

/// <summary>What a storage connection string says of the table service: its endpoint and the account's key.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // The account of every storage emulator; name, key and port are public knowledge.
    private const string EmulatorName = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Parses a connection string.</summary>
    /// <exception cref="InvalidOperationException">It is not a list of key=value.</exception>
    /// <exception cref="FormatException">Something that is needed is missing.</exception>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Settings(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
            return Emulator(settings.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1"));
        if (!settings.TryGetValue("AccountName", out var name) || !settings.TryGetValue("AccountKey", out var key))
            throw Incomplete();
        return new(Address(settings, name), new TableSharedKeyCredential(name, key));
    }

    private static Uri Address(Dictionary<string, string> settings, string name)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
            return new Uri(endpoint);
        if (!settings.TryGetValue("EndpointSuffix", out var suffix))
            throw Incomplete();
        return new Uri($"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.table.{suffix}");
    }

    private static TableConnectionString Emulator(string host) =>
        new(new Uri($"{host.TrimEnd('/')}:10002/{EmulatorName}"), new TableSharedKeyCredential(EmulatorName, EmulatorKey));

    private static Dictionary<string, string> Settings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=');
            if (equals <= 0 || !settings.TryAdd(setting[..equals], setting[(equals + 1)..]))
            {
                // The setting itself is not repeated: it may hold the key.
                throw new InvalidOperationException(
                    "The connection string is not a list of distinct 'key=value' separated by ';'. Copy it again from where it is shown.");
            }
        }
        return settings;
    }

    private static FormatException Incomplete() => new(
        "No valid combination of account information found: give UseDevelopmentStorage=true, or AccountName and AccountKey with "
        + "TableEndpoint or EndpointSuffix.");
}
