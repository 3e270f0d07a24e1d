using Azure.Data.Tables;
using ReapFunctions.Storage;

namespace ReapFunctions.Offers;

/// <summary>
/// Offer records as entities of a run's offer table. A property holds 32 Ki characters: every kept offer has one of its own, so
/// that long texts of several offers never meet in one.
/// </summary>
public static class OfferEntity
{
    public static TableEntity Of(OfferRecord record)
    {
        var entity = CustomerEntity.Of(record);
        for (var index = 0; index < record.Offers.Count; index++)
            entity[Property(index)] = RecordJson.Write(record.Offers[index]);
        return entity;
    }

    public static OfferRecord Read(TableEntity entity) =>
        CustomerEntity.Read<OfferRecord>(entity) with { Offers = [.. Kept(entity)] };

    private static IEnumerable<KeptOffer> Kept(TableEntity entity)
    {
        for (var index = 0; entity.GetString(Property(index)) is { } json; index++)
            yield return RecordJson.Read<KeptOffer>(json);
    }

    private static string Property(int index) => $"Offer{index + 1}";
}
