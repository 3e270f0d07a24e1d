using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers;

/// <summary>
/// Offer records as entities of a run's offer table. A property holds 32 Ki characters: every kept offer has one of its own, so
/// that long texts of several offers never meet in one.
/// </summary>
public static class OfferEntity
{
    private const string OfferPrefix = "Offer";

    public static TableEntity Of(OfferRecord record)
    {
        var entity = EntityFields.Of(record.CustomerId);
        entity["Run"] = record.Run.ToString();
        entity.SetUnlessNull("Segment", record.Segment);
        entity["Active"] = record.Active;
        entity["ValueBand"] = EnumName.Of(record.ValueBand);
        entity["ValueDecile"] = record.ValueDecile;
        entity["RiskBand"] = record.RiskBand;
        entity.SetJson("Reasons", record.Reasons);
        entity["Control"] = record.Control;
        entity.SetUnlessNull("Stop", record.Stop);
        entity.SetUnlessNull("Team", record.Team);
        entity.SetJson("Consents", record.Consents);
        for (var i = 0; i < record.Offers.Count; i++)
            entity[Property(i)] = RecordJson.Write(record.Offers[i]);
        entity["Service"] = RecordJson.Write(record.Service);
        entity.SetJson("Removed", record.Removed);
        return entity;
    }

    public static OfferRecord Read(TableEntity entity) => new()
    {
        CustomerId = entity.GetString(EntityFields.CustomerId),
        Run = RunId.Parse(entity.GetString("Run")),
        Segment = entity.GetString("Segment"),
        Active = entity.GetBoolean("Active") ?? false,
        ValueBand = entity.GetEnum<ValueBand>("ValueBand"),
        ValueDecile = entity.GetInt32("ValueDecile") ?? 0,
        RiskBand = entity.GetString("RiskBand"),
        Reasons = entity.GetJson<string>("Reasons"),
        Control = entity.GetBoolean("Control") ?? false,
        Stop = entity.GetString("Stop"),
        Team = entity.GetString("Team"),
        Consents = entity.GetJson<string>("Consents"),
        Offers = [.. Kept(entity)],
        Service = RecordJson.Read<KeptOffer>(entity.GetString("Service")),
        Removed = entity.GetJson<RemovedOffer>("Removed"),
    };

    private static IEnumerable<KeptOffer> Kept(TableEntity entity)
    {
        for (var i = 0; entity.GetString(Property(i)) is { } json; i++)
            yield return RecordJson.Read<KeptOffer>(json);
    }

    private static string Property(int index) => $"{OfferPrefix}{index + 1}";
}
