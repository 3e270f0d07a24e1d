using ReapFunctions.Contracts;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Value;

/// <summary>What must hold in <c>value.json</c> beyond its shape.</summary>
internal sealed class ValueCheck
{
    private readonly ValueOptions options;
    private readonly Vocabulary vocabulary;
    private readonly Faults faults;

    private ValueCheck(ValueOptions options, Vocabulary vocabulary, Faults faults)
    {
        this.options = options;
        this.vocabulary = vocabulary;
        this.faults = faults;
    }

    public static void Check(ValueOptions options, Vocabulary vocabulary, Faults faults)
    {
        var check = new ValueCheck(options, vocabulary, faults);
        check.CheckRates();
        check.CheckLifetime(options.Lifetime);
        check.CheckRhythm();
        check.CheckNames();
        check.CheckDrivers();
    }

    private void CheckRates()
    {
        faults.Unless(options.MarginRate is >= 0 and <= 1, "marginRate", "Write a share from 0 to 1.");
        faults.Unless(options.Currency is { Length: 3 } code && code.All(char.IsAsciiLetterUpper), "currency",
            "Write the three letters of ISO 4217, such as EUR.");
        faults.Unless(options.NewToMonths >= 0, "newToMonths", "Write months, 0 or more.");
        faults.Unless(options.Bands is { HighToDecile: >= 0 and <= 10, MediumToDecile: <= 10 }
            && options.Bands.HighToDecile <= options.Bands.MediumToDecile,
            "bands", "Write highToDecile and mediumToDecile from 0 to 10, the first not above the second.");
    }

    private void CheckLifetime(LifetimeOptions lifetime)
    {
        faults.Unless(
            lifetime.PriceRise is >= -0.5 and <= 1, "lifetime.priceRise", "Write a share from -0.5 to 1, such as 0.03.");
        faults.Unless(lifetime.HorizonMonths is >= 1 and <= 240, "lifetime.horizonMonths", "Write 1 to 240 months.");
        faults.Unless(lifetime.DiscountRate is >= 0 and < 1, "lifetime.discountRate", "Write a yearly rate from 0 to below 1.");
        faults.Unless(lifetime.ChurnMonths is >= 0.01 and <= 240, "lifetime.churnMonths", "Write 0.01 to 240 months.");
        faults.Unless(lifetime.LoyaltyMonths is >= 0.01 and <= 10_000, "lifetime.loyaltyMonths", "Write 0.01 to 10000 months.");
        faults.Unless(lifetime.RevertMonths is >= 0.01 and <= 10_000, "lifetime.revertMonths", "Write 0.01 to 10000 months.");
        faults.Unless(
            lifetime.DefaultMonthlyChurn is >= 0 and < 1, "lifetime.defaultMonthlyChurn", "Write a share from 0 to below 1.");
        if (lifetime.Model == LifetimeModel.Buying)
            CheckBuying(lifetime.Buying);
        if (lifetime.Churn is { } churn && !vocabulary.Targets.ContainsKey(churn))
            faults.AddUnknown("lifetime.churn", "target", churn, vocabulary.Targets.Keys);
        faults.Unless(
            options.RankedBy == RankedBy.Current || vocabulary.Churn is not null || lifetime.Model == LifetimeModel.Buying,
            "rankedBy",
            "There is no lifetime value: no target has the kind churn, and lifetime.model is not buying. Write current.");
    }

    private void CheckBuying(BuyingOptions buying)
    {
        faults.Unless(
            buying.DaysPerUnit is >= 0.01 and <= 366, "lifetime.buying.daysPerUnit",
            "Write 0.01 to 366 days: 1 for days, 7 for weeks.");
        CheckMeasure(buying.Frequency, "lifetime.buying.frequency");
        CheckMeasure(buying.Recency, "lifetime.buying.recency");
        if (buying.Age is { } age)
            CheckMeasure(age, "lifetime.buying.age");
        else
            faults.Unless((vocabulary.Roles.AcquiredOn ?? vocabulary.Roles.TenureMonths) is not null, "lifetime.buying.age",
                "Name a measure: the contract knows no tenure.");
        CheckMeasure(buying.Monetary ?? options.RevenueToDate, "lifetime.buying.monetary");
    }

    private void CheckRhythm()
    {
        if (options.Rhythm is not { } rhythm)
            return;
        var at = faults.At("rhythm");
        at.Unless(!string.IsNullOrWhiteSpace(rhythm.Of) && rhythm.Of.Length <= 40, "of",
            "Write what comes in a rhythm, such as contacts; at most 40 characters.");
        at.Unless(rhythm.AsleepBelow is > 0 and < 1, "asleepBelow", "Write a chance above 0, below 1.");
        at.Unless(rhythm.Least >= 3, "least", "Two make no rhythm. Write 3 or more.");
        foreach (var (path, field) in rhythm.Named)
        {
            var kind = path == "days" ? ColumnKind.Number : ColumnKind.Date;
            if (options.Lifetime.Model == LifetimeModel.Buying)
                at.Unless(field is null, path, "The rhythm is that of the purchases: lifetime.model is buying. Leave it out.");
            else if (field is null)
                at.Add(path, "Nothing tells of a rhythm: lifetime.model is not buying. Name a column of customers.");
            else if (!vocabulary.Fields.TryGetValue(field, out var found))
                at.AddUnknown(path, "column of customers", field, vocabulary.Fields.Keys);
            else
                at.Unless(found == kind, path, $"'{field}' is no {(kind == ColumnKind.Date ? "date" : "number")}. Name one.");
        }
    }

    private void CheckNames()
    {
        CheckAdvocacy();
        if (options.Wallet is { } wallet)
            CheckWallet(wallet);
        var tenure = vocabulary.Roles.AcquiredOn ?? vocabulary.Roles.TenureMonths;
        if (vocabulary.Roles.Measures.TryGetValue(options.RevenueToDate, out var toDate) && tenure is null
            && options.Lifetime is { Model: LifetimeModel.Contract } or { Buying.Monetary: not null })
            faults.Add("revenueToDate",
                $"'{toDate}' adds up since a customer came, and the contract does not say when that was. Name tenureMonths or "
                + $"acquiredOn in its reap, or leave the measure '{options.RevenueToDate}' out.");
        foreach (var product in options.ProductMargins.Keys.Where(product => !vocabulary.Roles.Holdings.ContainsKey(product)))
            faults.AddUnknown($"productMargins.{product}", "product", product, vocabulary.Roles.Holdings.Keys);
        foreach (var (product, price) in options.ProductPrices)
        {
            if (!vocabulary.Roles.Holdings.ContainsKey(product))
                faults.AddUnknown($"productPrices.{product}", "product", product, vocabulary.Roles.Holdings.Keys);
            faults.Unless(price > 0, $"productPrices.{product}", "Write the price of a month, above 0.");
        }
    }

    private void CheckAdvocacy()
    {
        var isSaid = vocabulary.Roles.ReferredBy is not null;
        if (options.Advocacy is not { } advocacy)
        {
            faults.Unless(
                !isSaid, "advocacy", "The contract says who referred whom (reap.referredBy). Write what one who came is taken to "
                    + "be worth until enough have come to know, such as { \"worth\": 40 }.");
            return;
        }
        if (advocacy.Measure is { } measure)
            CheckMeasure(measure, "advocacy.measure");
        faults.Unless(advocacy.Measure is null == isSaid, "advocacy.measure", isSaid
            ? "Referrals are counted by who names whom (reap.referredBy of the contract). Remove the measure."
            : "Name the measure that counts whom a customer brought, or in the contract reap.referredBy.");
        faults.Unless(advocacy.Worth >= 0, "advocacy.worth", "Write 0 or more: whom a customer brings costs nothing.");
        faults.Unless(advocacy.Months is >= 1 and <= 120, "advocacy.months", "Write 1 to 120 months.");
        faults.Unless(
            isSaid || advocacy.Months == 12, "advocacy.months", "The measure counts 12 months. Remove the months.");
    }

    private void CheckWallet(WalletOptions wallet)
    {
        if (wallet.Measure is { } measure)
            CheckMeasure(measure, "wallet.measure");
        faults.Unless(wallet.Quantile is >= 0.5 and <= 0.99, "wallet.quantile", "Write a share from 0.5 to 0.99.");
        faults.Unless(wallet.Least is >= 10 and <= 100_000, "wallet.least", "Write 10 to 100000 customers.");
        for (var i = 0; i < wallet.By.Count; i++)
        {
            if (!vocabulary.Fields.TryGetValue(wallet.By[i], out var kind))
                faults.AddUnknown($"wallet.by[{i}]", "field", wallet.By[i], vocabulary.Fields.Keys);
            else
                faults.Unless(
                    kind is ColumnKind.Text or ColumnKind.Flag, $"wallet.by[{i}]",
                    $"'{wallet.By[i]}' is neither text nor flag: customers are alike by what they share.");
        }
    }

    private void CheckDrivers()
    {
        for (var i = 0; i < options.CostToServe.Count; i++)
            CheckDriver(options.CostToServe[i], $"costToServe[{i}]");
        foreach (var twice in options.CostToServe.GroupBy(driver => driver.Name).Where(group => group.Count() > 1))
            faults.Add("costToServe", $"Two drivers are called '{twice.Key}'. Name each once.");
    }

    private void CheckDriver(CostDriver driver, string path)
    {
        faults.Unless(driver.Measure is null != driver.Field is null, path,
            "Write either a measure with unitCost or a field with costs.");
        faults.Unless(!string.IsNullOrWhiteSpace(driver.Name), $"{path}.name", "The name is empty. Write one.");
        CheckCosts(driver, path);
        if (driver.Measure is { } measure)
            CheckMeasure(measure, $"{path}.measure");
        if (driver.Field is { } field && !vocabulary.Fields.ContainsKey(field))
            faults.AddUnknown($"{path}.field", "field", field, vocabulary.Fields.Keys);
        else if (driver.Field is { } known && vocabulary.Fields[known] is not (ColumnKind.Text or ColumnKind.Flag))
            faults.Add($"{path}.field", $"'{known}' is no text and no flag. Use a measure with unitCost.");
    }

    private void CheckCosts(CostDriver driver, string path)
    {
        faults.Unless(driver.Measure is null == driver.UnitCost is null, $"{path}.unitCost",
            "Write a unitCost beside a measure, and beside nothing else.");
        faults.Unless(driver.Field is null == (driver.Costs.Count == 0), $"{path}.costs",
            "Write costs by value beside a field, and beside nothing else.");
        var amounts = driver.Costs.Select(cost => ($"costs.{cost.Key}", cost.Value)).Append(("unitCost", driver.UnitCost ?? 0));
        var below = amounts.Where(amount => amount.Item2 < 0).Select(amount => amount.Item1).ToList();
        if (driver.Credit is null)
        {
            foreach (var amount in below)
                faults.Add($"{path}.{amount}", "A cost below 0 brings money. Correct it, or say in the driver's 'credit' why.");
        }
        else
        {
            faults.Unless(driver.Credit.Trim().Length > 0, $"{path}.credit", "Say why a cost is below 0.");
            faults.Unless(below.Count > 0, $"{path}.credit", "No cost is below 0. Remove it.");
        }
    }

    private void CheckMeasure(string name, string path)
    {
        if (!vocabulary.Roles.Measures.ContainsKey(name))
            faults.AddUnknown(path, "measure", name, vocabulary.Roles.Measures.Keys);
    }
}
