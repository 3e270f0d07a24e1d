namespace ReapFunctions.Local.Reap;

/// <summary>What <c>reap</c> tells the script that called it.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>
    /// The night failed: a file was refused, the run failed or was not published in time, its totals do not agree, or it was
    /// stopped.
    /// </summary>
    public const int FailedNight = 1;

    /// <summary>The command line, or the configuration, cannot be used as written.</summary>
    public const int Usage = 2;

    /// <summary>Something that reap needs is missing: Node, a reachable storage account, a running app.</summary>
    public const int Environment = 3;

    public const string Help = """
        Exit codes:
          0  done
          1  the night failed: a file was refused, or the run was not published, or its totals do not agree
          2  the command line, or the configuration, cannot be used as written
          3  something needed is missing: Node 20, the storage account, the running app
        """;
}
