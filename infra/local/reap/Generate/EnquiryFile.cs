using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// Enquiries of people who are no customers, as a CRM exports them on the day of a drop: those of the last
/// <see cref="DaysBack"/> days, each as it stands. Their contract is <c>config/sources/enquiries.json</c>. Nothing else depends
/// on them.
/// </summary>
/// <remarks>
/// Who asks is drawn like who is a customer, so that what truly makes a customer good is true of them too. Planted: some became
/// customers, sooner by some channels; some were never followed up; a few are customers already, by their e-mail; of the share
/// that is dirty half have a day that there is not, and half come twice.
/// </remarks>
internal sealed class EnquiryFile(TelcoOptions options, Func<long, string> idOf)
{
    public const string Source = "enquiries";

    public const string Header = "enquiryId,askedOn,channel,name,email,phone,segment,region,age,consentCall,consentEmail,"
        + "followedUpOn,becameCustomer,becameOn";

    /// <summary>An export tells of the enquiries of so many days.</summary>
    public const int DaysBack = 60;

    /// <summary>Share of who asks and is a customer already.</summary>
    private const double Already = 0.04;

    /// <summary>Share of those that nobody ever follows up.</summary>
    private const double Forgotten = 0.25;

    /// <summary>Numbers of people who ask, far from those of customers.</summary>
    private const long First = 1L << 40;

    /// <summary>Days before the first drop that an enquiry may be of, at most.</summary>
    private const int Before = 100_000;

    private static readonly (string Name, double Share, double Wins)[] Channels =
        [("web", 0.45, 0.08), ("phone", 0.25, 0.22), ("shop", 0.15, 0.28), ("partner", 0.15, 0.05)];

    /// <summary>Enquiries a day.</summary>
    private long PerDay => 3 + options.Customers / 2_000;

    public DetailSummary Write(int drop, Utf8Block block)
    {
        var (lines, unusable) = (0L, 0L);
        block.Add(Encoding.UTF8.GetBytes(Header + "\n"));
        for (var day = drop - DaysBack + 1; day <= drop; day++)
        {
            for (var place = 0; place < PerDay; place++)
            {
                var number = (day + (long)Before) * PerDay + place;
                var random = new CustomerRandom(options.Seed, First + number);
                var isDirty = random.Chance(Draw.Dirty, options.Dirty);
                var isTwice = isDirty && random.Chance(Draw.DirtyKind, 0.5);
                var line = Encoding.UTF8.GetBytes(Line(random, number, day, drop, isDirty && !isTwice));
                for (var copy = isTwice ? 2 : 1; copy > 0; copy--, lines++)
                    block.Add(line);
                unusable += isDirty ? 1 : 0;
            }
        }
        return new DetailSummary(Source, lines, 0, unusable, 0);
    }

    private string Line(in CustomerRandom random, long number, int day, int drop, bool hasWrongDay)
    {
        var profile = Profile.Of(random, isNew: true);
        var channel = ChannelOf(random.Uniform(Draw.Asks));
        var isAlready = random.Chance(Draw.AsksWho, Already);
        var customer = random.Below(Draw.AsksWho, (int)Math.Min(options.Customers, int.MaxValue), 1);
        var (followed, won) = DaysOf(random, channel.Wins, isAlready);
        return string.Join(
            ',', $"E{number:D9}", hasWrongDay ? "2026-02-31" : Day(day), channel.Name, $"Asker {number}",
            isAlready ? $"c{customer}@example.com" : $"e{number}@example.org", "", ContractWord(profile.Segment),
            ContractWord(profile.Region), profile.AgeMissing ? "" : profile.Age.ToString(CultureInfo.InvariantCulture),
            Consent(random, 0), Consent(random, 1), On(day + followed, drop), day + won <= drop ? Quoted(idOf(customer)) : "",
            On(day + won, drop)) + "\n";
    }

    /// <summary>Days after which somebody gets in touch, and after which they are a customer; without end for never.</summary>
    private static (double Followed, double Won) DaysOf(in CustomerRandom random, double wins, bool isAlready)
    {
        var followed = random.Chance(Draw.AsksFollowed, Forgotten)
            ? double.PositiveInfinity
            : 2 * random.Exponential(Draw.AsksFollowed, 1);
        var won = !isAlready && random.Chance(Draw.AsksWins, wins)
            ? followed + 6 * random.Exponential(Draw.AsksWins, 1)
            : double.PositiveInfinity;
        return (followed, won);
    }

    private static (string Name, double Share, double Wins) ChannelOf(double uniform)
    {
        var place = 0;
        while (place < Channels.Length - 1 && uniform >= Channels[place].Share)
            uniform -= Channels[place++].Share;
        return Channels[place];
    }

    private static string Consent(in CustomerRandom random, int index) =>
        random.Uniform(Draw.AsksConsent, index) switch { < 0.7 => "true", < 0.85 => "false", _ => "" };

    private static string ContractWord<T>(T value)
        where T : struct, Enum => $"{value}".ToLowerInvariant();

    private static string Quoted(string id) =>
        id.AsSpan().ContainsAny(',', '"') ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;

    private string On(double day, int drop) => day <= drop ? Day((int)Math.Floor(day)) : "";

    private string Day(int day) =>
        options.FirstDrop.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
