namespace ReapFunctions.Local.Reap.Generate;

internal enum Segment { Consumer, Family, Student, Senior, Business }

internal enum Region { North, East, South, West, Centre }

internal enum Term { Monthly, Annual, Biennial }

internal enum Payment { DirectDebit, Card, Invoice, Cash }

/// <summary>What the portfolio sells, mobile being the base that nearly everybody holds.</summary>
internal enum Product { Mobile, Broadband, Tv, Security, Roaming }

/// <summary>What a customer said when asked whether they may be contacted; null where nobody asked.</summary>
internal readonly record struct Consents(bool? Call, bool? Email, bool? Sms)
{
    public bool Any => Call == true || Email == true || Sms == true;
}

/// <summary>
/// What does not change by itself about a customer: who they are, what was agreed with them, the levels their behaviour moves
/// around, and two traits that no column shows (mood and frailty), so that no model can know everything.
/// </summary>
internal readonly record struct Profile
{
    public Segment Segment { get; init; }
    public Region Region { get; init; }

    /// <summary>Years; also set where the extract leaves it empty.</summary>
    public int Age { get; init; }
    public bool AgeMissing { get; init; }

    /// <summary>Months since acquisition when the story begins.</summary>
    public int Tenure { get; init; }
    public Term Term { get; init; }

    /// <summary>The tenure, in months, at which the present term was signed; it is renewed whenever it ends.</summary>
    public int TermFrom { get; init; }
    public Payment Payment { get; init; }
    public bool EBilling { get; init; }

    /// <summary>Day of the first billing month on which it ends, 1 to 30: customers are billed on different days.</summary>
    public int BillingDay { get; init; }

    /// <summary>Products held when the story begins: bit 1 &lt;&lt; <see cref="Product"/>.</summary>
    public int Holdings { get; init; }

    /// <summary>What the customer pays over the list price, about 1.</summary>
    public double PriceFactor { get; init; }

    /// <summary>Pays for the next larger mobile plan.</summary>
    public bool LargerPlan { get; init; }

    public Consents Consents { get; init; }

    /// <summary>Usual gigabytes a month.</summary>
    public double DataLevel { get; init; }

    /// <summary>Usual minutes a month.</summary>
    public double CallLevel { get; init; }

    /// <summary>Takes to the web, 0 to 1.</summary>
    public double Digital { get; init; }

    /// <summary>Hidden satisfaction, mean 0, standard deviation 1.</summary>
    public double Mood { get; init; }

    /// <summary>Hidden proneness to trouble, mean 1.</summary>
    public double Frailty { get; init; }

    /// <param name="isNew">Without a past.</param>
    /// <param name="consentByMood">Added to the log-odds of each consent for a standard deviation of mood.</param>
    public static Profile Of(in CustomerRandom random, bool isNew, double consentByMood = 0)
    {
        var segment = (Segment)Pick(random.Uniform(Draw.Segment), [0.45, 0.25, 0.10, 0.12, 0.08]);
        var tenure = isNew ? 0 : TenureOf(random, segment);
        var term = TermOf(random, segment, tenure);
        var age = AgeOf(random, segment);
        var digital = DigitalOf(random, age);
        var mood = random.Normal(Draw.Mood);
        return new Profile
        {
            Segment = segment,
            Region = RegionOf(random.Uniform(Draw.Region)),
            Age = age,
            AgeMissing = random.Chance(Draw.AgeMissing, segment == Segment.Business ? 0.6 : 0.04),
            Tenure = tenure,
            Term = term,
            Payment = PaymentOf(random, segment),
            EBilling = random.Chance(Draw.EBilling, 0.25 + 0.6 * digital),
            BillingDay = 1 + random.Below(Draw.BillingDay, 30),
            Holdings = HoldingsOf(random, segment),
            PriceFactor = Math.Exp(0.16 * random.Normal(Draw.PriceFactor)),
            DataLevel = DataMean(segment) * Math.Exp(0.7 * random.Normal(Draw.DataLevel)),
            CallLevel = CallMean(segment) * Math.Exp(0.6 * random.Normal(Draw.CallLevel)),
            Digital = digital,
            Mood = mood,
            Consents = new Consents(
                Consent(random.Uniform(Draw.ConsentCall), 0.55, 0.3, consentByMood * mood),
                Consent(random.Uniform(Draw.ConsentEmail), 0.66, 0.24, consentByMood * mood),
                Consent(random.Uniform(Draw.ConsentSms), 0.5, 0.32, consentByMood * mood)),
            Frailty = Math.Exp(0.6 * random.Normal(Draw.Frailty) - 0.18),
        };
    }

    public static Region RegionOf(double uniform) => (Region)Pick(uniform, [0.18, 0.16, 0.22, 0.19, 0.25]);

    /// <summary>Gigabytes a month that the middle of a segment uses.</summary>
    public static double DataMean(Segment segment) => segment switch
    {
        Segment.Family => 26,
        Segment.Student => 30,
        Segment.Senior => 5,
        Segment.Business => 18,
        _ => 14,
    };

    public static double CallMean(Segment segment) => segment switch
    {
        Segment.Family => 180,
        Segment.Student => 90,
        Segment.Senior => 210,
        Segment.Business => 420,
        _ => 150,
    };

    /// <summary>An index, chosen by its share.</summary>
    private static int Pick(double uniform, ReadOnlySpan<double> shares)
    {
        var index = 0;
        while (index < shares.Length - 1 && uniform >= shares[index])
            uniform -= shares[index++];
        return index;
    }

    /// <summary>The unasked are the rest; a shift moves the log-odds of a yes among the asked.</summary>
    private static bool? Consent(double uniform, double given, double refused, double shift)
    {
        if (uniform >= given + refused)
            return null;
        if (shift != 0)
            given = (given + refused) / (1 + refused / given * Math.Exp(-shift));
        return uniform < given;
    }

    private static int TenureOf(in CustomerRandom random, Segment segment)
    {
        var mean = segment switch { Segment.Student => 16, Segment.Senior => 70, Segment.Business => 44, _ => 38 };
        return Math.Min(300, (int)(mean * random.Exponential(Draw.Tenure)));
    }

    private static Term TermOf(in CustomerRandom random, Segment segment, int tenure)
    {
        var monthly = segment switch { Segment.Student => 0.62, Segment.Business => 0.2, Segment.Family => 0.3, _ => 0.42 };
        monthly *= tenure > 36 ? 0.7 : 1.1;
        return (Term)Pick(random.Uniform(Draw.Term), [monthly, (1 - monthly) * 0.55, (1 - monthly) * 0.45]);
    }

    private static Payment PaymentOf(in CustomerRandom random, Segment segment) => segment switch
    {
        Segment.Business => (Payment)Pick(random.Uniform(Draw.Payment), [0.35, 0.1, 0.53, 0.02]),
        Segment.Senior => (Payment)Pick(random.Uniform(Draw.Payment), [0.45, 0.08, 0.32, 0.15]),
        Segment.Student => (Payment)Pick(random.Uniform(Draw.Payment), [0.3, 0.5, 0.08, 0.12]),
        _ => (Payment)Pick(random.Uniform(Draw.Payment), [0.52, 0.27, 0.14, 0.07]),
    };

    private static int AgeOf(in CustomerRandom random, Segment segment)
    {
        var (from, years) = segment switch
        {
            Segment.Student => (18, 10),
            Segment.Senior => (63, 28),
            Segment.Family => (27, 30),
            Segment.Business => (24, 42),
            _ => (18, 56),
        };
        return from + random.Below(Draw.Age, years);
    }

    private static double DigitalOf(in CustomerRandom random, int age)
    {
        var logit = 1.6 - 0.045 * (age - 25) + random.Normal(Draw.Digital);
        return 1 / (1 + Math.Exp(-logit));
    }

    private static int HoldingsOf(in CustomerRandom random, Segment segment)
    {
        var broadband = random.Chance(Draw.Broadband, segment switch
        {
            Segment.Family => 0.62,
            Segment.Student => 0.26,
            Segment.Business => 0.55,
            _ => 0.42,
        });
        // Who has no mobile has broadband: nobody is a customer of nothing.
        var mobile = !broadband || random.Chance(Draw.Mobile, 0.9);
        var tv = random.Chance(Draw.Tv, broadband ? (segment == Segment.Family ? 0.5 : 0.34) : 0.08);
        var security = random.Chance(Draw.Security, segment == Segment.Business ? 0.34 : broadband ? 0.2 : 0.09);
        var roaming = mobile && random.Chance(Draw.Roaming, segment == Segment.Business ? 0.38 : 0.14);
        return Bit(Product.Mobile, mobile) | Bit(Product.Broadband, broadband) | Bit(Product.Tv, tv)
            | Bit(Product.Security, security) | Bit(Product.Roaming, roaming);
    }

    private static int Bit(Product product, bool held) => held ? 1 << (int)product : 0;
}
