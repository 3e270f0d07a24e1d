using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Storage;

/// <summary>Settings of the app, section <c>Reap</c> (environment: <c>Reap__Buckets</c> and so on).</summary>
public sealed record ReapSettings
{
    public const string Section = "Reap";

    /// <summary>Where faults are said to be.</summary>
    internal const string File = "settings";

    private const int LongestKept = 36_500;

    /// <summary>
    /// The portfolio whose files are read: a folder under <c>config/portfolios</c>, or the full path of a folder; empty
    /// (default) for the files in <c>config</c> itself.
    /// </summary>
    public string Portfolio { get; init; } = "";

    /// <summary>
    /// Into how many buckets a drop is split, 1 to 256, default 16. About 5,000 to 60,000 customers a bucket serve well.
    /// </summary>
    public int Buckets { get; init; } = 16;

    /// <summary>
    /// Most customers that one training reads, default 500,000; larger portfolios are sampled by customer hash.
    /// </summary>
    public int TrainingRows { get; init; } = 500_000;

    /// <summary>
    /// How many published runs keep their tables, default 30, at least 2: the current one and one to go back to.
    /// </summary>
    public int KeepRuns { get; init; } = 30;

    /// <summary>
    /// Days for which replies to prompts, voiced dissatisfaction and follow-ups of enquiries are kept, default 1,100 as the
    /// scorecards that they are compared by; at least as long as anything of the portfolio looks back.
    /// </summary>
    public int KeepReplyDays { get; init; } = 1100;

    /// <summary>
    /// The app registration by which App Service signs people in, its client id; empty (default) for nobody: then the pages let
    /// nobody in.
    /// </summary>
    public string SignInClient { get; init; } = "";

    /// <summary>The tenant of the people who are signed in, its id; empty (default) where nobody is.</summary>
    public string SignInTenant { get; init; } = "";

    /// <summary>
    /// Whether who calls the pages by a loopback address has every role, default false. For one machine; on Azure the app refuses
    /// to start with it.
    /// </summary>
    public bool LocalUser { get; init; }

    /// <summary>
    /// The origin of the desktop that shows the page of agents in a frame, such as <c>https://desk.example.com</c>; empty
    /// (default) for none.
    /// </summary>
    public string DesktopOrigin { get; init; } = "";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ConfigException">With every fault.</exception>
    public static ReapSettings Read(IConfiguration configuration)
    {
        try
        {
            var settings = configuration.GetSection(Section).Get<ReapSettings>() ?? new ReapSettings();
            return settings.Faults() is { Count: > 0 } faults ? throw new ConfigException(faults) : settings;
        }
        catch (InvalidOperationException fault)
        {
            // A text where a number is read; it says which setting.
            throw new ConfigException([new(File, Section, $"{fault.Message} Correct it.")]);
        }
    }

    /// <summary>Faults of these settings; empty when there are none.</summary>
    public IReadOnlyList<ConfigFault> Faults()
    {
        var faults = new List<ConfigFault>();
        void Add(string name, string message) => faults.Add(new(File, $"{Section}:{name}", message));

        if (Buckets is < 1 or > 256)
            Add(nameof(Buckets), $"It is {Buckets}. Set a number from 1 to 256.");
        if (TrainingRows < 1000)
            Add(nameof(TrainingRows), $"It is {TrainingRows}. Set at least 1000.");
        if (KeepRuns < 2)
            Add(nameof(KeepRuns), $"It is {KeepRuns}. Set at least 2: the current run and one to go back to.");
        if (KeepReplyDays is < 1 or > LongestKept)
            Add(nameof(KeepReplyDays), $"It is {KeepReplyDays}. Set 1 to {LongestKept} days.");
        var isName = Portfolio.AsSpan().IndexOfAny('/', '\\') < 0 && !Portfolio.Contains("..", StringComparison.Ordinal);
        if (!isName && !Path.IsPathFullyQualified(Portfolio))
            Add(nameof(Portfolio),
                $"It is '{Portfolio}'. Name one folder under config/portfolios, or write the full path of a folder.");
        if ((SignInClient.Length == 0) != (SignInTenant.Length == 0))
            Add(nameof(SignInClient), $"Set it and {nameof(SignInTenant)}, or neither of them.");
        if (DesktopOrigin.Length > 0 && !IsOrigin(DesktopOrigin))
            Add(
                nameof(DesktopOrigin),
                $"It is '{DesktopOrigin}'. Write scheme and host alone, such as https://desk.example.com.");
        return faults;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is ("https" or "http")
        && origin.GetLeftPart(UriPartial.Authority) == text;
}
