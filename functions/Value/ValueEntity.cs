using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Value;

/// <summary>Value records as entities of a run's value table.</summary>
public static class ValueEntity
{
    public static TableEntity Of(ValueRecord record)
    {
        var entity = EntityFields.Of(record.CustomerId);
        entity["Run"] = record.Run.ToString();
        entity.SetUnlessNull("Segment", record.Segment);
        entity["Active"] = record.Active;
        entity.SetUnlessNull("TenureMonths", record.TenureMonths);
        entity["Products"] = record.Products;
        entity["Revenue"] = record.Revenue;
        entity["DirectCost"] = record.DirectCost;
        entity["CostToServe"] = record.CostToServe;
        entity.SetJson("CostBy", record.CostBy);
        entity.SetJson("MarginBy", record.MarginBy);
        entity["Current"] = record.Current;
        entity["ToDate"] = record.ToDate;
        entity.SetUnlessNull("Lifetime", record.Lifetime);
        entity["TakeUp"] = record.TakeUp;
        entity["Indirect"] = record.Indirect;
        entity["ExpectedMonths"] = record.ExpectedMonths;
        entity.SetUnlessNull("WalletShare", record.WalletShare);
        entity["Decile"] = record.Decile;
        entity["Band"] = EnumName.Of(record.Band);
        entity.SetJson("Drivers", record.Drivers);
        entity.SetJson("Proxies", record.Proxies);
        return entity;
    }

    public static ValueRecord Read(TableEntity entity) => new()
    {
        CustomerId = entity.GetString(EntityFields.CustomerId),
        Run = RunId.Parse(entity.GetString("Run")),
        Segment = entity.GetString("Segment"),
        Active = entity.GetBoolean("Active") ?? false,
        TenureMonths = entity.GetDouble("TenureMonths"),
        Products = entity.GetInt32("Products") ?? 0,
        Revenue = entity.GetDouble("Revenue") ?? 0,
        DirectCost = entity.GetDouble("DirectCost") ?? 0,
        CostToServe = entity.GetDouble("CostToServe") ?? 0,
        CostBy = entity.GetJson<Amount>("CostBy"),
        MarginBy = entity.GetJson<Amount>("MarginBy"),
        Current = entity.GetDouble("Current") ?? 0,
        ToDate = entity.GetDouble("ToDate") ?? 0,
        Lifetime = entity.GetDouble("Lifetime"),
        TakeUp = entity.GetDouble("TakeUp") ?? 0,
        Indirect = entity.GetDouble("Indirect") ?? 0,
        ExpectedMonths = entity.GetDouble("ExpectedMonths") ?? 0,
        WalletShare = entity.GetDouble("WalletShare"),
        Decile = entity.GetInt32("Decile") ?? 0,
        Band = entity.GetEnum<ValueBand>("Band"),
        Drivers = entity.GetJson<Amount>("Drivers"),
        Proxies = entity.GetJson<string>("Proxies"),
    };
}
