namespace ReapFunctions.Value;

/// <summary>What enquiries are expected to bring, and by when they are to be followed up.</summary>
public sealed record EnquiryOptions
{
    /// <summary>Days within which somebody gets in touch; one never followed up is wasted after these. 0 to 90, default
    /// 3.</summary>
    public int FollowUpDays { get; init; } = 3;

    /// <summary>The chance that an enquiry becomes a customer, above 0, below 1, until the data say.</summary>
    public required double Rate { get; init; }

    /// <summary>Days after which half of those who become customers have become it, until the data say; 0.1 to 1,000, default
    /// 14.</summary>
    public double HalfDays { get; init; } = 14;

    /// <summary>As many enquiries of an age as the chance above counts for beside those that are known; 1 to 10,000, default
    /// 50.</summary>
    public double Weight { get; init; } = 50;

    /// <summary>The share of customers who are the best, by lifetime value; 0.01 to 0.5, default 0.2.</summary>
    public double BestShare { get; init; } = 0.2;

    /// <summary>
    /// The share of enquiries that nobody is asked to follow up, drawn by hash, so that what following up brings can be proven; 0
    /// to 0.5, default 0 for none.
    /// </summary>
    public double ControlShare { get; init; }
}
