using ReapFunctions.Contracts;
using ReapFunctions.Http;
using ReapFunctions.Offers.Checks;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Offers.Channels;

/// <summary>What must hold of the channels of <c>offers.json</c>, and of the limits of contacts.</summary>
internal static class ChannelCheck
{
    public static void Check(OfferOptions options, Roles roles, Faults all)
    {
        foreach (var (name, channel) in options.Channels)
        {
            var faults = all.At($"channels.{name}");
            faults.Unless(ShortCode.Is(name), "", "Name the channel by letters, digits, dots, dashes and underscores.");
            faults.Unless(
                !roles.Consents.ContainsKey(name), "",
                $"'{name}' is a consent of the contract: contacting on it needs that. Name the channel that customers come to by "
                    + "themselves otherwise.");
            faults.Unless(
                channel.Limits.Count > 0, "limits",
                "A channel without limits may repeat itself for ever. Write at least one, such as { \"name\": \"threeAVisit\", "
                    + "\"per\": \"customer\", \"days\": 1, \"most\": 3 }.");
            for (var i = 0; i < channel.Limits.Count; i++)
                Check(channel.Limits[i], faults.At($"limits[{i}]"));
            for (var i = 0; i < channel.Weights.Count; i++)
                Check(channel.Weights[i], options, faults.At($"weights[{i}]"));
        }
    }

    public static void Check(ContactLimit limit, Faults faults)
    {
        faults.Unless(!string.IsNullOrWhiteSpace(limit.Name), "name", "The name is empty. Write one.");
        faults.Unless(limit.Days is >= 1 and <= OfferCheck.MaxDays, "days", $"Write 1 to {OfferCheck.MaxDays} days.");
        faults.Unless(limit.Most >= 1, "most", "Write at least 1 contact.");
        faults.Unless(
            limit.PauseDays is null or (>= 1 and <= OfferCheck.MaxDays), "pauseDays",
            $"Write 1 to {OfferCheck.MaxDays} days, or leave it out.");
    }

    /// <summary>Channels that sources of cases tell of: feedback, replies and complaints know the same.</summary>
    /// <param name="options">Those of a portfolio that lists no channels of its own are not asked about.</param>
    public static void CheckSources(OfferOptions options, Roles roles, PortfolioSources sources, List<ConfigFault> all)
    {
        if (options.Channels.Count == 0)
            return;
        foreach (var contract in sources.Details)
        {
            var field = contract.Roles.Detail!.Cases?.Channel;
            var told = contract.Schema.Fields.FirstOrDefault(found => found.Name == field)?.Constraints.Enum ?? [];
            foreach (var name in told.Select(channel => channel.ToString()).Except(options.ChannelsWith(roles)))
                new Faults(OfferOptions.File, all).Add(
                    "channels", $"'{contract.Source}' knows the channel '{name}'. List it here with its limits.");
        }
    }

    private static void Check(ChannelWeight weight, OfferOptions options, Faults faults)
    {
        faults.Unless(weight.Weight > -100, "weight", "Write a percentage above -100.");
        faults.Unless(
            weight.Kinds.Count + weight.Offers.Count > 0, "", "What weighs everything moves nothing. Name kinds or offers.");
        foreach (var name in weight.Offers.Where(name => options.Offers.All(offer => offer.Name != name)))
            faults.AddUnknown("offers", "offer", name, options.Offers.Select(offer => offer.Name));
    }
}
