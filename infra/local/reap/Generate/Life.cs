using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The life of one customer, month by month, up to a drop.
/// </summary>
/// <remarks>
/// <code>
/// day 0          drop (days since the first)                               drop + 90
///  |--month 0--|--month 1--|...-|--features as of here--|------ what happens ------|
///                               the evening of the drop                            that of a labelled one
/// </code>
/// Every month has a daily hazard of leaving and of each take-up. An event happens on the day on which the hazard summed up since
/// day 0 passes the customer's own exponential draw. So what drops tell of one customer agrees, and the true chance at
/// a drop is exactly 1 - exp(-hazard summed over its 90 days), whatever happened before. A product taken up changes the hazards
/// of others only after 90 days: would it do so within the window, one event of the window would be a cause of another, and what
/// was summed up no longer a chance known at its beginning. Contacts and answers to them are no such events: like the months,
/// they are drawn apart from the clocks, and a sale is a blow to its product's clock (<see cref="HazardClock.Strike"/>).
/// </remarks>
internal static class Life
{
    /// <summary>A first life and so many returns.</summary>
    private const int MaxRounds = 3;

    private const int Never = int.MaxValue / 2;

    /// <param name="number">The customer, 0-based.</param>
    /// <param name="arrival">The drop with which the customer is first there; 0 for those of the first.</param>
    /// <param name="drop">0 is the first.</param>
    /// <returns>
    /// False when the customer is not there yet, or has gone: of a labelled drop before the 90 days that it tells of, else more
    /// than 90 days before it. Who went since then stands there as on the last day.
    /// </returns>
    public static bool TryAt(TelcoWorld world, long number, int arrival, int drop, out CustomerAtDrop customer)
    {
        var (left, last) = (Never, default(CustomerAtDrop));
        for (var round = 0; round < MaxRounds && drop >= arrival; round++)
        {
            var course = new Course(world, number, round, arrival, drop - arrival);
            customer = Walk(course, number, round, arrival, drop - arrival, world.Options.Lag);
            if (course.Churn.Day >= drop - arrival)
                return true;
            (left, last) = (arrival + course.Churn.Day, customer);
            arrival = ReturnOf(world, number, round, arrival, course);
        }
        customer = default;
        if (world.Options.Labelled || left == Never || drop - left > Truth.Window)
            return false;
        var lastDay = left - last.Arrival;
        var life = new Course(world, number, last.Round, last.Arrival, lastDay);
        customer = Walk(life, number, last.Round, last.Arrival, lastDay, lag: 0) with { Left = true };
        return true;
    }

    /// <summary>Whether a contact made is answered with yes.</summary>
    /// <param name="contact">One of the world's.</param>
    public static bool Accepts(TelcoWorld world, in Contact contact, int arrival)
    {
        for (var round = 0; round < MaxRounds && contact.Day >= arrival; round++)
        {
            var course = new Course(world, contact.Customer, round, arrival, from: 0);
            course.RunTo(contact.Day - arrival);
            if (course.Accepted(contact.Offer, contact.Day - arrival))
                return true;
            arrival = course.Churn.Happened ? ReturnOf(world, contact.Customer, round, arrival, course) : Never;
        }
        return false;
    }

    /// <summary>
    /// The billing months that follow the day that features are as of, as long as somebody is a customer: with the chance to be
    /// one still, and products taken up by the customer's own draws.
    /// </summary>
    /// <param name="days">Days looked ahead.</param>
    public static IEnumerable<FutureMonth> After(TelcoWorld world, long number, int arrival, int drop, int days)
    {
        var from = drop - arrival;
        var course = new Course(world, number, round: 0, arrival, from);
        course.RunTo(from);
        return Ahead(course, from, days);
    }

    /// <summary>The same, of a course that has come to <paramref name="from"/>.</summary>
    public static IEnumerable<FutureMonth> Ahead(Course course, int from, int days)
    {
        var until = from + days;
        for (var alive = 1.0; ; course.Turn())
        {
            var day = Math.Max(course.Day, from);
            var end = Math.Min(course.PieceEnd, until);
            course.Run(end);
            var left = 1 - course.Churn.Chance;
            yield return new FutureMonth(day - from, end - day, (alive + left) / 2, course.Profile, course.MonthOn(end));
            alive = left;
            if (end == until)
                yield break;
        }
    }

    /// <summary>Goes through the pieces up to the end of the window.</summary>
    /// <param name="lag">How many days after <paramref name="from"/> the last contact is looked for.</param>
    private static CustomerAtDrop Walk(Course course, long number, int round, int arrival, int from, int lag)
    {
        var until = from + Truth.Window;
        var (profile, month, lastContact) = (course.Profile, default(Month), 0);
        IReadOnlyList<int?> givenUp = [];
        for (; ; course.Turn())
        {
            course.Run(Math.Min(course.PieceEnd, until));
            if (course.Day <= from && from < course.PieceEnd)
                (profile, month, lastContact, givenUp) = (
                    course.Profile, course.MonthOn(from), course.LastContact(from), course.GivenUpOn(from));
            if (course.PieceEnd >= until)
                break;
        }
        if (lag > 0)
            lastContact = course.LastContact(from + lag);
        return new CustomerAtDrop(
            number, profile, month, lag > 0 && course.Churn.Happened, course.Taken(month), lastContact + arrival,
            course.Chances(month))
        {
            Round = round,
            Arrival = arrival,
            GivenUpOn = givenUp,
        };
    }

    /// <summary>The day on which a customer who has left comes back, unasked or since asked to.</summary>
    private static int ReturnOf(TelcoWorld world, long number, int round, int arrival, Course course)
    {
        var random = world.RandomOf(number, round);
        var unasked = random.Chance(Draw.Returns, world.Behaviour.Returns)
            ? course.Churn.Day + 30 + (int)(240 * random.Exponential(Draw.ReturnsAfter))
            : Never;
        return Math.Min(Never, arrival + Math.Min(unasked, course.ReturnsOn ?? Never));
    }
}
