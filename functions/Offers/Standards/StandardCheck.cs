using ReapFunctions.Offers.Channels;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers.Standards;

/// <summary>What must hold of the standards of <c>offers.json</c>.</summary>
internal static class StandardCheck
{
    /// <summary>A year: an answer that takes longer is none.</summary>
    private const double MaxHours = 8760;

    public static void Check(OfferOptions options, Faults all)
    {
        foreach (var (band, standard) in options.Standards)
        {
            var faults = all.At("standards");
            if (!EnumName.Values<ValueBand>().ContainsKey(band))
                faults.AddUnknown(band, "value band", band, EnumName.Values<ValueBand>().Keys);
            Check(standard, faults.At(band));
        }
        foreach (var twice in options.Standards.Values.GroupBy(standard => standard.Name)
            .Where(found => found.Key.Length > 0 && found.Count() > 1))
            all.Add("standards", $"Two standards are called '{twice.Key}'. Name each once.");
    }

    private static void Check(CareStandard standard, Faults faults)
    {
        faults.Unless(!string.IsNullOrWhiteSpace(standard.Name), "name", "The name is empty. Write what people call it.");
        faults.Unless(
            IsName(standard.Team), "team",
            "A standard without a team is nobody's. Write the team that looks after these customers, no person and no address.");
        faults.Unless(
            standard.AnswerHours is > 0 and <= MaxHours, "answerHours", $"Write hours above 0, at most {MaxHours:0}.");
        faults.Unless(standard.CareBudget >= 0, "careBudget", "Write 0 or more.");
        if (standard.Limit is { } limit)
            ChannelCheck.Check(limit with { Name = "contacts" }, faults.At("contacts"));
        for (var i = 0; i < standard.MayDiscount.Count; i++)
            faults.Unless(
                IsName(standard.MayDiscount[i]), $"mayDiscount[{i}]",
                "Write who may: a team or a function, no person and no address.");
    }

    /// <summary>Whether a text names a team: nobody is named in configuration, and nobody's address.</summary>
    internal static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('@');
}
