using ReapFunctions.Runs;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Care;

/// <summary>How things stand with one customer's dissatisfaction at a drop.</summary>
public sealed record CareState
{
    public static readonly CareState None = new();

    /// <summary>Cases within the window, voiced ones among them.</summary>
    public int Cases { get; init; }

    /// <summary>Complaints that are not solved.</summary>
    public int Open { get; init; }

    /// <summary>Voiced without a complaint, and not put right since.</summary>
    public int Voiced { get; init; }

    /// <summary>The most cases of one cause.</summary>
    public int Repeated { get; init; }

    /// <summary>The gravest of those open; of all where none is; null where not known.</summary>
    public double? Severity { get; init; }

    /// <summary>Days that an open complaint is beyond what was promised, the longest; 0 within it, null with none open.</summary>
    public int? OverdueDays { get; init; }

    /// <summary>
    /// Days since one was solved last; null for none, and once the customer has said that it is put right.
    /// </summary>
    public int? SolvedDays { get; init; }

    /// <summary>Days since the customer last said yes to being put right; null for never.</summary>
    public int? RightDays { get; init; }

    /// <summary>Days since the latest case; null for none.</summary>
    public int? LastDays { get; init; }

    /// <summary>A case of the same cause came after one was solved.</summary>
    public bool CameBack { get; init; }

    /// <summary>Of the gravest open complaint, else of the latest case; null without one.</summary>
    public string? Cause { get; init; }

    /// <summary>The widespread cause that strikes the customer, who may not have said a word; null for none.</summary>
    public string? Struck { get; init; }

    /// <summary>
    /// Whether the customer has told of that cause since it began to spread: who has is answered, and not come before.
    /// </summary>
    public bool HasSaidSo { get; init; }

    /// <param name="cases">Of one customer, by day.</param>
    /// <param name="right">The day on which they last said yes to being put right; null (default) for never.</param>
    public static CareState Of(
        IReadOnlyCollection<CustomerCase> cases, CareOptions options, DateOnly asOf, DateOnly? right = null)
    {
        int? rightDays = right is { } on ? Math.Max(0, asOf.DayNumber - on.DayNumber) : null;
        if (cases.Count == 0)
            return None with { RightDays = rightDays };
        var open = cases.Where(found => found.IsOpen).ToArray();
        var solved = cases.Where(found => found.SolvedOn is not null).ToArray();
        var unconfirmed = solved.Where(found => right is null || found.SolvedOn > right).ToArray();
        var gravest = open.Length > 0
            ? open.OrderByDescending(found => found.Severity ?? 0).ThenBy(found => found.On).First()
            : cases.OrderByDescending(found => found.On).First();
        return new CareState
        {
            Cases = cases.Count,
            Open = open.Length,
            Voiced = cases.Count(found => found is { Voiced: true, SolvedOn: null }),
            Repeated = cases.GroupBy(found => options.Known(found.Cause)).Max(same => same.Count()),
            Severity = (open.Length > 0 ? open : cases).Max(found => found.Severity),
            OverdueDays = open.Length > 0 ? open.Max(found => Overdue(found, options, asOf)) : null,
            SolvedDays = unconfirmed.Length > 0
                ? asOf.DayNumber - unconfirmed.Max(found => found.SolvedOn!.Value).DayNumber : null,
            RightDays = rightDays,
            LastDays = asOf.DayNumber - cases.Max(found => found.On).DayNumber,
            CameBack = solved.Any(found => IsBack(found, cases, options)),
            Cause = options.Known(gravest.Cause),
        };
    }

    /// <summary>Days beyond what was promised; 0 within it, and where nothing was.</summary>
    internal static int Overdue(CustomerCase found, CareOptions options, DateOnly asOf) =>
        options.PromisedDays(found.Cause) is { } promised
            ? Math.Max(0, (found.SolvedOn ?? asOf).DayNumber - found.On.DayNumber - promised)
            : 0;

    /// <summary>Whether a case of the same cause followed the solution.</summary>
    /// <param name="cases">All of the customer's.</param>
    internal static bool IsBack(CustomerCase solved, IEnumerable<CustomerCase> cases, CareOptions options) =>
        cases.Any(later => later != solved && options.Known(later.Cause) == options.Known(solved.Cause)
            && later.On > solved.SolvedOn && later.On.DayNumber - solved.SolvedOn!.Value.DayNumber <= options.CameBackDays);

    /// <summary>
    /// The state with the first outbreak that strikes: where the customer has a case in its place since it began, or, where its
    /// place is a product or a region or both, holds the one and lives in the other. Who has said yes to being put right since it
    /// began is struck no more, unless a case of its cause came later.
    /// </summary>
    /// <param name="holds">Whether the customer holds a product; null where the portfolio does not say.</param>
    /// <param name="right">Their last yes to being put right; null (default) for none.</param>
    internal CareState StruckBy(
        IReadOnlyList<Outbreak> outbreaks, IEnumerable<CustomerCase> cases, CareOptions options, string? region,
        Func<string, bool?> holds, RightYes? right = null)
    {
        foreach (var outbreak in outbreaks)
        {
            CustomerCase[] own = [.. cases.Where(
                found => found.On >= outbreak.Since && options.Known(found.Cause) == outbreak.Cause)];
            if (right is { } yes && yes.On >= outbreak.Since && !Array.Exists(own, yes.IsAfter))
                continue;
            var strikes = IsExposed(outbreak, region, holds) || Array.Exists(own, found =>
                outbreak.Covers(outbreak.Cause, found.Product, found.Region ?? region, found.Channel));
            if (strikes)
                return this with { Struck = outbreak.Cause, HasSaidSo = own.Length > 0 };
        }
        return this;
    }

    private static bool IsExposed(Outbreak outbreak, string? region, Func<string, bool?> holds) =>
        outbreak.Channel is null && (outbreak.Product ?? outbreak.Region) is not null
        && (outbreak.Region is null || outbreak.Region == region)
        && (outbreak.Product is null || holds(outbreak.Product) == true);
}
