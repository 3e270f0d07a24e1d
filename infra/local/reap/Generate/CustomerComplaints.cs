using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>A cause of complaints that begins to grow at one product in one region: what care is to find.</summary>
/// <param name="From">The day of its first complaints, counted from the first drop's.</param>
/// <param name="Leaves">
/// What it multiplies the hazard of leaving of whom it strikes by, for <see cref="Truth.Window"/> days or until they say yes to
/// being put right; 1 (default) where nothing but complaints depends on it.
/// </param>
internal sealed record PlantedCause(string Cause, Product Product, Region Region, int From, double Leaves = 1)
{
    /// <summary>Slow broadband in the west, from the first night after that which models learn from.</summary>
    public static readonly PlantedCause Usual = new("speed", Product.Broadband, Region.West, Truth.Window);

    /// <summary>That one of those whom it strikes complains on a day: it doubles every day, from 1 % up to 8 %.</summary>
    public double ChanceOn(int day) => day < From ? 0 : Math.Min(0.08, 0.01 * Math.Pow(2, day - From));

    public bool Strikes(in CustomerAtDrop customer) => Strikes(customer.Profile, customer.Month);

    public bool Strikes(in Profile profile, in Month month) => profile.Region == Region && month.Holds(Product);

    /// <summary>One line of the truth: where it grows, and since when.</summary>
    public string Line(DateOnly first) =>
        $"{Cause},{CustomerComplaints.NameOf(Product)},{CustomerComplaints.NameOf(Region)},,{first.AddDays(From):yyyy-MM-dd}";

    public const string Header = "cause,product,region,channel,from";
}

/// <summary>
/// Complaints with their cause, product, region, channel, severity and the day they are solved, all from random numbers of their
/// own. A complaint is told on the day it is opened, and again on the day it is solved.
/// </summary>
/// <param name="drop">0 is the first.</param>
/// <param name="date">Its date.</param>
/// <param name="isFirst">Whether the file reaches back as far as the portfolio looks.</param>
internal sealed class CustomerComplaints(int drop, DateOnly date, bool isFirst, PlantedCause? planted)
{
    /// <summary>Days that the file of a first night reaches back.</summary>
    public const int DaysAtFirst = 90;

    /// <summary>No complaint takes longer to be solved.</summary>
    private const int LongestToSolve = 60;

    private const double PerYear = 0.3;

    private static readonly (string Name, double Share, double MeanDays)[] Causes =
    [
        ("billing", 0.3, 3), ("speed", 0.2, 4), ("outage", 0.15, 1.2), ("delivery", 0.15, 5), ("price", 0.12, 6),
        ("staff", 0.08, 3),
    ];

    private static readonly string[] Channels = ["call", "call", "web", "shop"];

    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public void Write(DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id, string life)
    {
        var longest = isFirst ? DaysAtFirst : LongestToSolve;
        for (var back = longest - 1; back >= 0 && drop - back >= customer.Arrival - (customer.Arrival == 0 ? longest : 0); back--)
        {
            var day = drop - back;
            var trouble = PerYear / 365 * customer.Profile.Frailty * Math.Exp(-0.4 * customer.Profile.Mood)
                * (customer.Month.OpenComplaint ? 8 : 1);
            if (random.Chance(Draw.Complains, trouble, day))
                Write(rows, random, customer, id, $"K{customer.Number}{life}:{day}", back, null);
            if (planted?.Strikes(customer) == true && random.Chance(Draw.ComplainsOfPlanted, planted.ChanceOn(day), day))
                Write(rows, random, customer, id, $"K{customer.Number}{life}:{day}:s", back, planted);
        }
    }

    private void Write(
        DetailWriter rows, in CustomerRandom random, in CustomerAtDrop customer, ReadOnlySpan<byte> id, string number, int back,
        PlantedCause? cause)
    {
        var day = drop - back;
        var own = random.Chance(Draw.ComplaintSticks, 0.6, day) ? 0 : day;
        var (name, mean) = cause is null ? CauseOf(random.Uniform(Draw.ComplaintCause, own)) : (cause.Cause, 8);
        var days = Math.Min(LongestToSolve - 1, (int)(mean * random.Exponential(Draw.ComplaintDays, day)));
        if (!isFirst && back != 0 && back != days)
            return;
        var row = rows.Begin();
        row.Add(Encoding.UTF8.GetBytes(number));
        row.Add(id);
        row.Add(date.AddDays(-back));
        row.Add(Encoding.UTF8.GetBytes(NameOf(cause?.Product ?? ProductOf(random, customer, day))));
        row.Add(Encoding.UTF8.GetBytes(NameOf(customer.Profile.Region)));
        row.Add(Encoding.UTF8.GetBytes(Channels[random.Below(Draw.ComplaintChannel, Channels.Length, day)]));
        row.Add(Encoding.UTF8.GetBytes(name));
        row.Add(SeverityOf(random.Uniform(Draw.ComplaintSeverity, day), cause is not null));
        row.Add(random.Chance(Draw.ComplaintCredited, 0.2, day) ? 5 + 10 * random.Exponential(Draw.ComplaintCredit, day) : 0.0);
        if (days <= back)
            row.Add(date.AddDays(days - back));
        else
            row.Missing();
        rows.End(random, drop * 1024 + back * 2 + (cause is null ? 0 : 1));
    }

    /// <summary>One of the products held.</summary>
    private static Product ProductOf(in CustomerRandom random, in CustomerAtDrop customer, int day)
    {
        var month = customer.Month;
        Product[] held = [.. Enum.GetValues<Product>().Where(product => month.Holds(product))];
        return held.Length == 0 ? Product.Mobile : held[random.Below(Draw.ComplaintProduct, held.Length, day)];
    }

    private static (string Name, double MeanDays) CauseOf(double uniform)
    {
        var index = 0;
        while (index < Causes.Length - 1 && uniform >= Causes[index].Share)
            uniform -= Causes[index++].Share;
        return (Causes[index].Name, Causes[index].MeanDays);
    }

    private static int SeverityOf(double uniform, bool isPlanted) =>
        uniform < (isPlanted ? 0.2 : 0.5) ? 1 : uniform < (isPlanted ? 0.7 : 0.85) ? 2 : 3;
}
