namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// The columns of the source <c>customers</c>, in file order. Their contract is <c>config/sources/customers.json</c>.
/// </summary>
internal static class CustomerColumns
{
    public static readonly string[] Names =
    [
        "customerId", "name", "email", "phone", "segment", "region", "age", "tenureMonths", "contractType", "monthsToContractEnd",
        "paymentMethod", "eBilling", "holdsMobile", "holdsBroadband", "holdsTv", "holdsSecurity", "holdsRoaming",
            "monthlyRevenue",
        "revenue12m", "revenueToDate", "directCost12m", "dataUsageGb", "callMinutes", "calls12m", "shopVisits12m",
            "webSessions12m",
        "complaints12m", "latePayments12m", "openComplaint", "arrears", "badDebt12m", "consentCall", "consentEmail", "consentSms",
        "vulnerable", "referrals12m", "referredBy", "acquiredBy", "satisfaction", "lastContactOn", "status",
            "tookBroadband", "tookTv", "tookSecurity", "tookRoaming",
    ];

    public static int Of(string name) => Array.IndexOf(Names, name) is var index and >= 0
        ? index
        : throw new ArgumentException($"'{name}' is no column of the customers extract.", nameof(name));

    /// <summary>Fills <paramref name="row"/> with the clean values of one customer.</summary>
    /// <param name="person">Random numbers of who the customer is.</param>
    /// <param name="random">Those of the life at hand.</param>
    /// <param name="world">What is generated.</param>
    public static void Write(
        CsvLine row, in CustomerRandom person, in CustomerRandom random, in CustomerAtDrop customer, TelcoWorld world)
    {
        Span<byte> id = stackalloc byte[600];
        var options = world.Options;
        var money = CustomerMoney.Of(random, customer.Profile, customer.Month);
        row.Clear();
        row.Add(id[..CustomerId.Write(person, customer.Number, id)]);
        People.Add(row, person, customer.Number);
        WriteWho(row, customer.Profile, customer.Month);
        WriteMoney(row, money);
        WriteService(row, random, customer);
        row.Add(money.Arrears);
        row.Add(money.BadDebt12M);
        WriteConsents(row, random, customer.Profile);
        row.Add(customer.Month.Referrals);
        var referrer = customer.Round == 0 ? Recommendation.Of(world, customer.Number) : null;
        if (referrer is { } number)
            row.Add(id[..CustomerId.Write(world.RandomOf(number), number, id)]);
        else
            row.Missing();
        row.Add(Recommendation.ChannelOf(random, customer.Profile, referrer is not null));
        WriteSatisfaction(row, random, customer);
        row.Add(options.Day0.AddDays(customer.LastContact));
        WriteOutcomes(row, customer, options.Labelled);
    }

    private static void WriteWho(CsvLine row, in Profile profile, in Month month)
    {
        row.Add(ContractWords.Of(profile.Segment));
        row.Add(ContractWords.Of(profile.Region));
        if (profile.AgeMissing)
            row.Missing();
        else
            row.Add(profile.Age);
        row.Add(profile.Tenure + month.Index);
        row.Add(ContractWords.Of(profile.Term));
        if (Truth.MonthsToContractEnd(profile, month) is { } months)
            row.Add(months);
        else
            row.Missing();
        row.Add(ContractWords.Of(profile.Payment));
        row.Add(profile.EBilling);
        for (var product = Product.Mobile; product <= Product.Roaming; product++)
            row.Add(month.Holds(product));
    }

    private static void WriteMoney(CsvLine row, in CustomerMoney money)
    {
        row.Add(money.MonthlyRevenue);
        row.Add(money.Revenue12M);
        row.Add(money.RevenueToDate);
        row.Add(money.DirectCost12M);
    }

    private static void WriteService(CsvLine row, in CustomerRandom random, in CustomerAtDrop customer)
    {
        var month = customer.Month;
        if (random.Chance(Draw.DataMissing, 0.03))
            row.Missing();
        else
            row.Add(Math.Min(month.DataGb, 4999));
        if (!month.Holds(Product.Mobile) || random.Chance(Draw.CallMissing, 0.02))
            row.Missing();
        else
            row.Add(month.CallMinutes);
        row.Add(month.Calls);
        row.Add(month.Shop);
        row.Add(month.Web);
        row.Add(month.Complaints);
        row.Add(month.Late);
        row.Add(month.OpenComplaint);
    }

    private static void WriteConsents(CsvLine row, in CustomerRandom random, in Profile profile)
    {
        Consent(row, profile.Consents.Call);
        Consent(row, profile.Consents.Email);
        Consent(row, profile.Consents.Sms);
        row.Add(random.Chance(Draw.Vulnerable, profile.Segment == Segment.Senior ? 0.08 : 0.02));
    }

    private static void Consent(CsvLine row, bool? given)
    {
        if (given is { } answer)
            row.Add(answer);
        else
            row.Missing();
    }

    /// <summary>Few are asked; what they say mixes mood, trouble and chance.</summary>
    private static void WriteSatisfaction(CsvLine row, in CustomerRandom random, in CustomerAtDrop customer)
    {
        if (!random.Chance(Draw.SatisfactionAsked, 0.35))
        {
            row.Missing();
            return;
        }
        var score = 7.2 + 1.5 * customer.Profile.Mood - 0.7 * customer.Month.Complaints - (customer.Month.OpenComplaint ? 1.5 : 0)
            + random.Normal(Draw.SatisfactionNoise);
        row.Add(Math.Clamp((int)Math.Round(score), 0, 10));
    }

    private static void WriteOutcomes(CsvLine row, in CustomerAtDrop customer, bool labelled)
    {
        row.Add(customer.Left ? "left"u8 : "active"u8);
        for (var product = Product.Broadband; product <= Product.Roaming; product++)
        {
            if (!labelled || customer.Month.Holds(product))
                row.Missing();
            else
                row.Add(customer.Took(product));
        }
    }
}
