namespace ReapFunctions.Contracts.Enquiries;

/// <summary>
/// What makes a source one of enquiries: its rows are people who asked and are no customers yet. They stand in no snapshot, no
/// list and no count of customers.
/// </summary>
public sealed record EnquiryRole
{
    /// <summary>The column that identifies an enquiry; no two rows of a file have the same.</summary>
    public required string Id { get; init; }

    /// <summary>The day on which they asked.</summary>
    public required string AskedOn { get; init; }

    /// <summary>The channel by which they came, by the names of <c>acquisition.costs</c>; null (default) where nobody
    /// says.</summary>
    public string? Channel { get; init; }

    /// <summary>The day on which somebody got in touch, missing until then; null (default) where nobody says.</summary>
    public string? FollowedUpOn { get; init; }

    /// <summary>The id of the customer they became, missing until then; null (default) where nobody says.</summary>
    public string? Became { get; init; }

    /// <summary>The day on which they became it; null (default) for that of the first file that says so.</summary>
    public string? BecameOn { get; init; }

    /// <summary>Columns that customers have by the same name: what is known of who asks, and compared with them.</summary>
    public IReadOnlyList<string> Alike { get; init; } = [];

    /// <summary>An enquiry counts for so many days after it was asked, 1 to <see cref="DetailRole.KeptDays"/>; default
    /// 180.</summary>
    public int Days { get; init; } = 180;

    /// <summary>Every column that it names, with its path below the role.</summary>
    internal IEnumerable<(string Path, string Name)> Named()
    {
        foreach (var (path, name) in new[] { ("id", Id), ("askedOn", AskedOn), ("channel", Channel),
            ("followedUpOn", FollowedUpOn), ("became", Became), ("becameOn", BecameOn) })
        {
            if (name is not null)
                yield return (path, name);
        }
        for (var index = 0; index < Alike.Count; index++)
            yield return ($"alike[{index}]", Alike[index]);
    }
}
