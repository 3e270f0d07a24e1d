using System.Globalization;
using ReapFunctions.Contracts;

namespace ReapFunctions.Runs;

/// <summary>A source of which no clean extract of a date was there in time.</summary>
/// <param name="Due">When it should have been there, by the contract's <see cref="Roles.Deadline"/>.</param>
public sealed record LateSource(string Source, DateOnly Date, DateTimeOffset Due)
{
    /// <summary>A source that has sent nothing for so many days is no longer expected every day.</summary>
    public const int DaysBefore = 31;

    /// <summary>
    /// The sources whose deadline passed last without their extract. A source that has never sent anything, or not for a month,
    /// is not late: it has not begun.
    /// </summary>
    /// <param name="arrived">The clean extracts of the last <see cref="DaysBefore"/> days.</param>
    public static IEnumerable<LateSource> Find(
        IEnumerable<Contract> contracts, IReadOnlyCollection<DropExtract> arrived, DateTimeOffset now)
    {
        foreach (var contract in contracts.Where(contract => contract.Roles.Deadline is not null))
        {
            var late = LastDue(contract, now);
            var dates = arrived.Where(extract => extract.Source == contract.Source).Select(extract => extract.Date).ToList();
            if (dates.Any(date => date < late.Date) && !dates.Contains(late.Date))
                yield return late;
        }
    }

    /// <summary>The extract whose deadline was the last to pass: that of a date is due on the day after it.</summary>
    private static LateSource LastDue(Contract contract, DateTimeOffset now)
    {
        var deadline = TimeOnly.ParseExact(contract.Roles.Deadline!, "HH:mm", CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var dueOn = TimeOnly.FromDateTime(now.UtcDateTime) >= deadline ? today : today.AddDays(-1);
        return new LateSource(contract.Source, dueOn.AddDays(-1), new DateTimeOffset(dueOn.ToDateTime(deadline), TimeSpan.Zero));
    }
}
