using System.Text.Json.Serialization;

namespace ReapFunctions.Scorecards.Prospects;

/// <summary>What the best customers are like, and how well that is known.</summary>
/// <param name="Known">Whether it tells customers apart better than chance.</param>
/// <param name="Sentence">How well it does, or why it does not.</param>
/// <param name="Customers">Active customers it was learned from.</param>
/// <param name="Auc">On customers it has not seen, 0.5 for chance; null where it is not known.</param>
/// <param name="BestLifetime">What one of the best is expected to bring.</param>
/// <param name="OtherLifetime">What one of the others is.</param>
/// <param name="MeanLifetime">What any is.</param>
public sealed record LikenessFigures(
    bool Known, string Sentence, int Customers, double? Auc, double BestLifetime, double OtherLifetime, double MeanLifetime)
{
    /// <summary>The share of the best: the chance of anybody of whom nothing is known.</summary>
    [JsonIgnore]
    internal double Usual => BestLifetime == OtherLifetime
        ? 0
        : Math.Clamp((MeanLifetime - OtherLifetime) / (BestLifetime - OtherLifetime), 0, 1);
}

/// <summary>Enquiries that counted on the run's date, and what became of them. Serialises to JSON as it is.</summary>
public sealed record EnquiryFigures
{
    /// <summary>Days within which somebody is to get in touch.</summary>
    public required int FollowUpDays { get; init; }

    public required LikenessFigures Likeness { get; init; }

    /// <summary>Enquiries that the source says became a customer whom the run does not know: they are not won.</summary>
    public long UnknownCustomers { get; init; }

    /// <summary>By channel, all together last.</summary>
    public required IReadOnlyList<EnquiryRow> Rows { get; init; }

    /// <summary>What following up brings, against the control group; null where none is drawn.</summary>
    public FollowUpProof? Proof { get; init; }

    /// <summary>The share of enquiries wasted; null where none is settled.</summary>
    [JsonIgnore]
    internal double? WastedShare => Rows.FirstOrDefault(row => row.Channel == EnquiryRow.All)?.WastedShare;
}

/// <summary>
/// What became of the enquiries of one channel. Enquiries = open + followed up + won + wasted + already customers + left out.
/// </summary>
/// <param name="Open">Not followed up, within the days for it.</param>
/// <param name="FollowedUp">Somebody got in touch, and they are no customers so far.</param>
/// <param name="InTime">Of these, within the days for it.</param>
/// <param name="Won">Became customers.</param>
/// <param name="Wasted">Older than the days for it, and never followed up.</param>
/// <param name="AlreadyCustomers">Were customers before they asked.</param>
/// <param name="LeftOut">Kept from it by a rule.</param>
/// <param name="Expected">What following up all open and wasted ones now is expected to bring.</param>
/// <param name="Lost">What the wasted ones were expected to bring on the day they were due.</param>
public sealed record EnquiryRow(
    string Channel, long Enquiries, long Open, long FollowedUp, long InTime, long Won, long Wasted, long AlreadyCustomers,
    long LeftOut, decimal Expected, decimal Lost)
{
    internal const string All = "(all)";

    /// <summary>Wasted / (followed up + won + wasted); null where nothing is settled.</summary>
    public double? WastedShare => ReapMeasures.Ratio(Wasted, FollowedUp + Won + Wasted);

    /// <summary>Rows of the same channel in one, by name, and a last one of all.</summary>
    internal static IReadOnlyList<EnquiryRow> Sum(IEnumerable<EnquiryRow> rows)
    {
        EnquiryRow[] sums = [.. rows.GroupBy(row => row.Channel, StringComparer.Ordinal)
            .Select(same => same.Aggregate(static (left, right) => left + right))
            .OrderBy(row => row.Channel, StringComparer.Ordinal)];
        return sums.Length == 0
            ? []
            : [.. sums, sums.Aggregate(static (left, right) => left + right) with { Channel = All }];
    }

    public static EnquiryRow operator +(EnquiryRow one, EnquiryRow other) => one with
    {
        Enquiries = one.Enquiries + other.Enquiries,
        Open = one.Open + other.Open,
        FollowedUp = one.FollowedUp + other.FollowedUp,
        InTime = one.InTime + other.InTime,
        Won = one.Won + other.Won,
        Wasted = one.Wasted + other.Wasted,
        AlreadyCustomers = one.AlreadyCustomers + other.AlreadyCustomers,
        LeftOut = one.LeftOut + other.LeftOut,
        Expected = one.Expected + other.Expected,
        Lost = one.Lost + other.Lost,
    };
}
