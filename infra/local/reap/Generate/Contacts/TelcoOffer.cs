using System.Text.Json;

namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>What the synthetic telco offers: the offers of <c>config/offers.json</c>, in its order.</summary>
internal enum TelcoOffer
{
    StayAnnual, RenewEarly, PlanCheck, Broadband, Tv, Security, Roaming, MoreData, EBilling, DirectDebit, SelfService,
    ReferFriend, ComeBack, PutRight, AskConsent, GoodService, WakeUp,
}

/// <summary>How a customer is contacted.</summary>
internal enum TelcoChannel { Call, Email, Sms }

/// <summary>What is to be known of an offer, and the words for offers and channels.</summary>
internal static class TelcoOfferFacts
{
    public static readonly IReadOnlyList<TelcoOffer> All = Enum.GetValues<TelcoOffer>();

    private static readonly Dictionary<string, TelcoOffer> ByName =
        All.ToDictionary(offer => Name(offer), StringComparer.Ordinal);

    private static readonly Dictionary<string, TelcoChannel> Channels =
        Enum.GetValues<TelcoChannel>().ToDictionary(channel => Name(channel), StringComparer.Ordinal);

    public static IEnumerable<string> ChannelNames => Channels.Keys;

    /// <summary>The name in <c>config/offers.json</c>.</summary>
    public static string Name(TelcoOffer offer) => JsonNamingPolicy.CamelCase.ConvertName($"{offer}");

    public static string Name(TelcoChannel channel) => $"{channel}".ToLowerInvariant();

    public static bool TryParse(string name, out TelcoOffer offer) => ByName.TryGetValue(name, out offer);

    public static bool TryParse(string name, out TelcoChannel channel) => Channels.TryGetValue(name, out channel);

    /// <summary>The product that a yes takes up; null for offers that sell none.</summary>
    public static Product? ProductOf(TelcoOffer offer) => offer switch
    {
        TelcoOffer.Broadband => Product.Broadband,
        TelcoOffer.Tv => Product.Tv,
        TelcoOffer.Security => Product.Security,
        TelcoOffer.Roaming => Product.Roaming,
        _ => null,
    };
}
