using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Enquiries;
using ReapFunctions.Scorecards.Advocates;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Enquiries;

/// <summary>One enquiry, as its newest row says.</summary>
/// <param name="Channel">How they came; (none) where nobody says.</param>
/// <param name="FollowedUpOn">By the source; null while nobody got in touch.</param>
/// <param name="Became">The customer they became; null while they are none.</param>
/// <param name="BecameOn">When, where that is so.</param>
/// <param name="Channels">Those that they agreed to be contacted on, by name.</param>
/// <param name="Finders">Hashes by which they are recognised as a customer.</param>
/// <param name="NamesUnknown">Whether the source names somebody as the customer they became whom the run does not know.</param>
internal sealed record Enquiry(
    string Id, DateOnly AskedOn, string Channel, DateOnly? FollowedUpOn, string? Became, DateOnly? BecameOn,
    IReadOnlyList<string> Channels, IReadOnlyList<string> Finders, bool NamesUnknown = false);

/// <summary>The enquiries that count on a day, in the order of their ids, and what is known of each.</summary>
/// <param name="Known">The columns that customers have too, a row for each enquiry.</param>
internal sealed record EnquiryTable(IReadOnlyList<Enquiry> All, Snapshot Known)
{
    /// <summary>Of several rows of an enquiry the last counts.</summary>
    /// <param name="files">Clean rows with the dates of their files, in the order in which they came.</param>
    /// <param name="roles">Of the source, which has <see cref="Roles.Enquiries"/>.</param>
    public static EnquiryTable Of(IReadOnlyList<(DateOnly Date, Snapshot Rows)> files, Roles roles, DateOnly asOf)
    {
        var role = roles.Enquiries!;
        if (files.Count == 0)
            return new EnquiryTable([], new Snapshot([], 0));
        var rows = Snapshot.Concat([.. files.Select(file => file.Rows)]);
        var dates = files.SelectMany(file => Enumerable.Repeat(file.Date, file.Rows.Rows)).ToArray();
        var columns = new EnquiryColumns(rows, roles, role);
        var newest = Enumerable.Range(0, rows.Rows)
            .GroupBy(row => rows[role.Id].Value(row)!, StringComparer.Ordinal)
            .Where(same => asOf.DayNumber - columns.AskedOn(same.Last()).DayNumber < role.Days)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => (Row: same.Last(), Won: same.Where(columns.IsWon).Select(row => dates[row]).FirstOrDefault(asOf)))
            .ToArray();
        return new EnquiryTable(
            [.. newest.Select(found => columns.Of(found.Row, found.Won, asOf))],
            new Snapshot([.. role.Alike.Select(name => rows[name])], rows.Rows)
                .Select([.. newest.Select(found => found.Row)]));
    }

    private sealed class EnquiryColumns(Snapshot rows, Roles roles, EnquiryRole role)
    {
        private readonly (string Channel, bool[] May)[] consents =
            [.. roles.Consents.OrderBy(consent => consent.Key, StringComparer.Ordinal)
                .Select(consent => (consent.Key, new RoleColumns(rows, roles).Consent(consent.Value)))];

        public DateOnly AskedOn(int row) => Day(role.AskedOn, row)!.Value;

        public bool IsWon(int row) => role.Became is { } became && !rows[became].IsMissing(row);

        /// <param name="won">The date of the first file that says that they are a customer.</param>
        public Enquiry Of(int row, DateOnly won, DateOnly asOf)
        {
            var asked = AskedOn(row);
            var became = role.Became is { } name ? rows[name].Value(row) : null;
            var on = Day(role.BecameOn, row) ?? won;
            return new Enquiry(
                rows[role.Id].Value(row)!, asked, role.Channel is { } channel && rows[channel].Value(row) is { Length: > 0 } said
                    ? said
                    : ChannelRow.None,
                Day(role.FollowedUpOn, row) is { } followed && followed <= asOf ? followed : null,
                became, became is null ? null : on < asked ? asked : on > asOf ? asOf : on,
                [.. consents.Where(consent => consent.May[row]).Select(consent => consent.Channel)],
                [.. roles.FindBy.Keys.Order(StringComparer.Ordinal).Select(finder => rows[finder].Text(row)).OfType<string>()]);
        }

        private DateOnly? Day(string? column, int row) => column is null || rows[column].IsMissing(row)
            ? null
            : DateOnly.FromDayNumber((int)rows[column].Number(row));
    }
}
