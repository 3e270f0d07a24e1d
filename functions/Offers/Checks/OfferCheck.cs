using ReapFunctions.Contracts;
using ReapFunctions.Offers.Channels;
using ReapFunctions.Offers.Effects;
using ReapFunctions.Offers.Standards;
using ReapFunctions.Rules;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Offers.Checks;

/// <summary>What must hold in <c>offers.json</c> beyond its shape: names that exist, offers that somebody can get.</summary>
internal sealed class OfferCheck
{
    /// <summary>A century: what is added to a date stays a date.</summary>
    internal const int MaxDays = 36_500;

    private readonly OfferOptions options;
    private readonly Vocabulary vocabulary;
    private readonly Faults faults;
    private readonly ConditionCheck conditions;

    /// <summary>Channels that nobody can consent to: each is one fault, however often it is named.</summary>
    private readonly HashSet<string> unknownChannels = new(StringComparer.Ordinal);

    private OfferCheck(OfferOptions options, Vocabulary vocabulary, Faults faults)
    {
        this.options = options;
        this.vocabulary = vocabulary;
        this.faults = faults;
        conditions = new ConditionCheck(vocabulary, faults);
    }

    public static void Check(OfferOptions options, ValueOptions? value, Vocabulary vocabulary, Faults faults)
    {
        var checks = new OfferCheck(options, vocabulary, faults);
        checks.CheckNumbers();
        checks.CheckListFields();
        checks.CheckPolicy();
        for (var i = 0; i < options.Offers.Count; i++)
            checks.CheckOffer(options.Offers[i], value, $"offers[{i}]");
        checks.CheckCatalogue();
    }

    private void CheckListFields()
    {
        for (var i = 0; i < options.ListFields.Count; i++)
        {
            var name = options.ListFields[i];
            if (!vocabulary.Facts.ContainsKey(name))
                vocabulary.AddUnknown(faults, $"listFields[{i}]", "fact", name, vocabulary.Facts.Keys);
        }
    }

    private void CheckNumbers()
    {
        faults.Unless(options.Control.Share is >= 0 and <= 0.5, "control.share", "Write a share from 0 to 0.5.");
        faults.Unless(options.Control.Salt.Length > 0, "control.salt", "Write a text of your own.");
        faults.Unless(options.Control.RotateMonths >= 0, "control.rotateMonths", "Write months, 0 for never.");
        faults.Unless(options.CostlyAbove >= 0, "costlyAbove", "Write 0 or more.");
        faults.Unless(options.Prompts.Most is >= 1 and <= 3, "prompts.most", "Write 1 to 3.");
        faults.Unless(options.Prompts.StaleAfterHours > 0, "prompts.staleAfterHours", "Write hours above 0.");
        faults.Unless(options.Prompts.DeclinedDays is >= 0 and <= MaxDays, "prompts.declinedDays", $"Write 0 to {MaxDays} days.");
        faults.Unless(options.Prompts.AcceptedDays is >= 0 and <= MaxDays, "prompts.acceptedDays", $"Write 0 to {MaxDays} days.");
        faults.Unless(options.Prompts.LaterDays is >= 0 and <= MaxDays, "prompts.laterDays", $"Write 0 to {MaxDays} days.");
        faults.Unless(options.Prompts.LaterRaises >= 1, "prompts.laterRaises", "Write 1 or more.");
        for (var i = 0; i < options.ContactLimits.Count; i++)
            ChannelCheck.Check(options.ContactLimits[i], faults.At($"contactLimits[{i}]"));
        ChannelCheck.Check(options, vocabulary.Roles, faults);
        StandardCheck.Check(options, faults);
        foreach (var (channel, odds) in options.ChannelOdds)
        {
            faults.Unless(odds is > 0 and <= 100, $"channelOdds.{channel}", "Write a number above 0, such as 0.25.");
            Channel(channel, $"channelOdds.{channel}", visits: true);
        }
        foreach (var (channel, cost) in options.ContactCosts)
        {
            faults.Unless(cost >= 0, $"contactCosts.{channel}", "Write 0 or more.");
            Channel(channel, $"contactCosts.{channel}");
        }
    }

    private void CheckPolicy()
    {
        foreach (var layer in Enum.GetValues<Layer>())
            CheckRules(options.Policy.Of(layer), $"policy.{EnumName.Of(layer)}");
        for (var i = 0; i < options.Contexts.Count; i++)
        {
            var context = options.Contexts[i];
            conditions.Check(context.When, $"contexts[{i}].when");
            faults.Unless(context.Weight > -100, $"contexts[{i}].weight", "Write a percentage above -100.");
            Names(context.Offers, $"contexts[{i}].offers");
        }
        CheckNamed(options.ContactGroups, "contactGroups", ContactGroup.Most, [ContactGroup.Others]);
        CheckNamed(options.ResponseFactors, "responseFactors", YesLearning.MostFactors, []);
        for (var i = 0; i < options.Routes.Count; i++)
        {
            faults.Unless(
                StandardCheck.IsName(options.Routes[i].Team), $"routes[{i}].team",
                "Name the team that looks after these customers, no person and no address.");
            conditions.Check(options.Routes[i].When, $"routes[{i}].when");
        }
    }

    /// <param name="taken">Names that mean something else.</param>
    private void CheckNamed(IReadOnlyList<NamedCondition> named, string path, int most, IEnumerable<string> taken)
    {
        faults.Unless(named.Count <= most, path, $"Write at most {most}.");
        var names = taken.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < named.Count; i++)
        {
            Named(named[i].Name, $"{path}[{i}].name");
            faults.Unless(names.Add(named[i].Name), $"{path}[{i}].name", $"'{named[i].Name}' is taken. Give each its own name.");
            conditions.Check(named[i].When, $"{path}[{i}].when");
        }
    }

    private void CheckRules(IReadOnlyList<PolicyRule> rules, string path)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Named(rules[i].Name, $"{path}[{i}].name");
            conditions.Check(rules[i].Must, $"{path}[{i}].must", history: true);
            foreach (var history in Histories(rules[i].Must))
            {
                Names(history.Offers, $"{path}[{i}].must");
                if (history.Channel is { } channel)
                    Channel(channel, $"{path}[{i}].must", visits: true);
            }
            TextCheck.Check($"{path}[{i}].because", rules[i].Because, vocabulary, vocabulary.Facts.Keys, [], faults);
            Names(rules[i].Offers, $"{path}[{i}].offers");
        }
    }

    /// <summary>Every count of the history within a condition.</summary>
    internal static IEnumerable<HistoryCount> Histories(Condition condition) =>
        (condition.All ?? condition.Any)?.SelectMany(Histories)
        ?? (condition.Not is { } not ? Histories(not) : condition.History is { } history ? [history] : []);

    private void CheckOffer(Offer offer, ValueOptions? value, string path)
    {
        var before = faults.Count;
        faults.Unless(offer.Acceptance is null or (> 0 and <= 1), $"{path}.acceptance", "Write a share above 0, at most 1.");
        faults.Unless(offer.Cost >= 0, $"{path}.cost", "Write 0 or more.");
        Named(offer.Name, $"{path}.name");
        faults.Unless(options.LeverWeights.GetValueOrDefault(offer.Lever) + offer.Weight > -100, $"{path}.weight",
            "Write percentages that are above -100 with those of the lever: less would turn the ranking round.");
        faults.Unless(offer.Months is null or (>= 0 and <= 120), $"{path}.months", "Write 0 to 120.");
        faults.Unless(offer.Saves is >= 0 and <= 1, $"{path}.saves", "Write a share from 0 to 1.");
        faults.Unless(offer.Saves == 0 || vocabulary.Churn is not null, $"{path}.saves",
            "Nobody is at risk: no target has the kind churn. Remove it, or add the target.");
        faults.Unless(offer.SavesMonths is null or (>= 1 and <= 120), $"{path}.savesMonths", "Write 1 to 120 months.");
        faults.Unless(offer.SavesMonths is null || offer.Saves > 0, $"{path}.savesMonths",
            "Nothing is saved within these months. Write saves beside it, or remove it.");
        faults.Unless(offer.ValidDays is >= 0 and <= MaxDays, $"{path}.validDays", $"Write 0 to {MaxDays} days.");
        faults.Unless(offer.Channels.Count is >= 1 and <= 8, $"{path}.channels", "Write 1 to 8 channels.");
        foreach (var channel in offer.Channels)
            Channel(channel, $"{path}.channels");
        if (offer.Target is { } target && !vocabulary.Targets.ContainsKey(target))
            faults.AddUnknown($"{path}.target", "target", target, vocabulary.Targets.Keys);
        else if (offer is { Target: { } known, Product: { } sold } && vocabulary.Targets[known] is { } predicted
            && predicted != sold)
            faults.Add($"{path}.target", $"Target '{known}' predicts '{predicted}', the offer sells '{sold}'.");
        if (offer.Product is { } product && !vocabulary.Roles.Holdings.ContainsKey(product))
            faults.AddUnknown($"{path}.product", "product", product, vocabulary.Roles.Holdings.Keys);
        foreach (var (driver, share) in offer.SavesCost)
        {
            faults.Unless(share is >= 0 and <= 1, $"{path}.savesCost.{driver}", "Write a share from 0 to 1.");
            if (value is not null && value.CostToServe.All(known => known.Name != driver))
                faults.AddUnknown(
                    $"{path}.savesCost.{driver}", "cost driver", driver, value.CostToServe.Select(known => known.Name));
        }
        if (offer.Tier is { } tier)
            CheckTier(tier, $"{path}.tier");
        CheckRules(offer.Eligibility, $"{path}.eligibility");
        CheckRules(offer.Applicability, $"{path}.applicability");
        CheckRules(offer.Suitability, $"{path}.suitability");
        CheckTexts(offer.Texts, $"{path}.texts");
        // Who can get an offer that is wrong is not known.
        if (faults.Count == before)
            CheckReachable(offer, value, path);
    }

    private void CheckTier(Tier tier, string path)
    {
        if (!vocabulary.Facts.TryGetValue(tier.Field, out var kind))
            faults.AddUnknown($"{path}.field", "fact", tier.Field, vocabulary.Facts.Keys);
        else
            faults.Unless(kind == ColumnKind.Text, $"{path}.field", $"'{tier.Field}' is no text: tiers go by name.");
        faults.Unless(tier.Ladder.Count >= 2 && tier.Ladder.Distinct()
            .Count() == tier.Ladder.Count, $"{path}.ladder", "Name at least two tiers, from the lowest up, each once.");
        faults.Unless(tier.Below.Any(), $"{path}.to", "Name a tier of the ladder above its lowest.");
    }

    private void CheckTexts(OfferTexts texts, string path)
    {
        void Text(string name, string? text)
        {
            if (text is not null)
                TextCheck.Check($"{path}.{name}", text, vocabulary, vocabulary.Facts.Keys, name == "title"
                    ? []
                    : vocabulary.Extras(BoundTexts.Extras), faults);
        }

        Text("title", texts.Title);
        Text("reason", texts.Reason);
        foreach (var (name, text) in texts.Said())
            Text(name, text);
        foreach (var channel in texts.ByChannel?.Keys ?? [])
            Channel(channel, $"{path}.byChannel.{channel}", visits: true);
    }

    private void CheckReachable(Offer offer, ValueOptions? value, string path)
    {
        var rules = OfferRules.For(offer, options.Policy, vocabulary.Roles.Stops.Keys).Select(rule => rule.Asked.Must).ToArray();
        if (Contradictions.In(rules) is { } clash)
            faults.Add(path, $"Nobody can get '{offer.Name}': '{clash.First}' and '{clash.Second}' exclude each other.");
        else if (!Satisfiable.Together(rules))
            faults.Add(path, $"Nobody can get '{offer.Name}': its rules and those of the policy exclude each other. Loosen one.");
        var margin = offer.MonthlyMargin ?? value?.ProductMargins.GetValueOrDefault(offer.Product ?? "") ?? 0;
        if (value is not null && !offer.IsCare && offer.Kind != OfferKind.WinBack && margin <= 0 && offer.Saves == 0
            && offer.SavesCost.Count == 0)
            faults.Add(path,
                $"Nobody can get '{offer.Name}': it brings no margin and saves nothing. Write monthlyMargin, saves or "
                + "savesCost.");
    }

    private void CheckCatalogue()
    {
        foreach (var twice in options.Offers.GroupBy(offer => offer.Name).Where(group => group.Count() > 1))
            faults.Add("offers", $"Two offers are called '{twice.Key}'. Name each once.");
        var always = options.Offers.Any(offer => offer.Kind == OfferKind.Service
            && offer.Eligibility.Count + offer.Applicability.Count + offer.Suitability.Count == 0);
        faults.Unless(always, "offers", "There must always be an answer: write one offer of kind service without rules.");
    }

    private void Names(IReadOnlyList<string> names, string path)
    {
        foreach (var name in names.Where(name => options.Offers.All(offer => offer.Name != name)))
            faults.AddUnknown(path, "offer", name, options.Offers.Select(offer => offer.Name));
    }

    private void Named(string name, string path) =>
        faults.Unless(!string.IsNullOrWhiteSpace(name), path, "The name is empty. Write one.");

    /// <param name="visits">Whether it may be one that customers come to by themselves.</param>
    private void Channel(string channel, string path, bool visits = false)
    {
        if (vocabulary.Roles.Consents.ContainsKey(channel) || (visits && options.IsVisit(channel))
            || !unknownChannels.Add(channel))
            return;
        if (options.IsVisit(channel))
            faults.Add(path, $"Nobody is contacted on '{channel}': customers come to it by themselves, and hear there of every "
                + "offer that may be said to them. Remove it.");
        else
            faults.AddUnknown(
                path, "channel", channel, visits ? options.ChannelsWith(vocabulary.Roles) : vocabulary.Roles.Consents.Keys);
    }
}
