namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>What a host is made of, beside its settings.</summary>
internal sealed record LocalHostSetup
{
    /// <summary>Arguments of the process, read as settings.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>The classes to look for functions in. Default: all of the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; init; }

    /// <summary>Where host.json and local.settings.json are. Default: the directory of the app's assembly.</summary>
    public string Directory { get; init; } = AppContext.BaseDirectory;

    /// <summary>The clock of schedules and delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
