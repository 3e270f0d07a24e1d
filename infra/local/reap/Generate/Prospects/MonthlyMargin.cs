using ReapFunctions.Value;

namespace ReapFunctions.Local.Reap.Generate.Prospects;

/// <summary>What a month of a customer truly brings, in EUR, by the rates of <c>config/value.json</c>.</summary>
internal sealed class MonthlyMargin(ValueOptions options)
{
    /// <summary>What is billed and not paid.</summary>
    private const double Paid = 0.98;

    /// <summary>Share of revenue that the first month costs.</summary>
    private const double FirstCost = 0.3;

    private readonly double call = UnitCost(options, "contacts.call"), shop = UnitCost(options, "contacts.shop"),
        web = UnitCost(options, "contacts.web"), complaint = UnitCost(options, "complaints"),
        late = UnitCost(options, "latePayments"), badDebt = UnitCost(options, "badDebt.12m"),
        paper = YearlyCost(options, "eBilling", "false");

    private readonly double[] payments = [
        .. Enum.GetNames<Payment>().Select(
            name => YearlyCost(options, "paymentMethod", char.ToLowerInvariant(name[0]) + name[1..]))];

    public double Of(in CustomerRandom random, in Profile profile, in Month month)
    {
        var money = CustomerMoney.Of(random, profile, month);
        var tenure = profile.Tenure + month.Index;
        var direct = tenure == 0 ? money.MonthlyRevenue * FirstCost : money.DirectCost12M / Math.Min(12, tenure);
        var counted = month.Calls * call + month.Shop * shop + month.Web * web + month.Complaints * complaint
            + month.Late * late;
        return money.MonthlyRevenue * Paid * options.MarginRate - direct - counted / Math.Clamp(tenure, 1, 12)
            - money.BadDebt12M * badDebt / 12 - (payments[(int)profile.Payment] + (profile.EBilling ? 0 : paper)) / 12;
    }

    private static double UnitCost(ValueOptions options, string measure) =>
        options.CostToServe.Where(driver => driver.Measure == measure).Sum(driver => driver.UnitCost ?? 0);

    private static double YearlyCost(ValueOptions options, string field, string value) =>
        options.CostToServe.Where(driver => driver.Field == field).Sum(driver => driver.Costs.GetValueOrDefault(value));
}
