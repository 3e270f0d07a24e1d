using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>The files of a draft beside its contracts, each with a comment wherever a person must decide.</summary>
/// <param name="Customers">What is known of customers, with its roles.</param>
internal sealed record DraftFiles(string Name, Contract Customers, IReadOnlyList<TargetDraft> Targets, DetailDraft? History)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As many as people take in, and as a list carries along without growing much.</summary>
    private const int MostListFields = 12;

    private TargetDraft? Churn => Targets.FirstOrDefault(target => target.IsChurn);

    private IEnumerable<TargetDraft> Products => Targets.Where(target => !target.IsChurn);

    private string Channels => List(Customers.Roles.Consents.Keys.Order(StringComparer.Ordinal));

    public string TargetsJson() => $$"""
        {
          // DECIDE: what is predicted. Leave out of a target's features (leaveOut) every column that gives its label away, such as a price
          // that contains the product.
          "targets": [
            {{string.Join(",\n    ", Targets.Select(TargetJson))}}
          ]
        }

        """;

    public string ValueJson() => $$"""
        {
          // DECIDE: the currency, and the share of revenue that is left before cost to serve.
          "currency": "EUR",
          "marginRate": 0.3,
          // DECIDE: what serving a customer costs, such as { "name": "calls", "measure": "contacts.call", "unitCost": 6.5 }.
          "costToServe": [],
          // DECIDE: what each product brings in a month.
          "productMargins": { {{string.Join(", ", Products.Select(target => $"{Quoted(target.Name)}: 5"))}} },
          "rankedBy": "current"{{(Churn is null ? "" : ",\n  // DECIDE: the months within which the churn target says that customers leave.\n  \"lifetime\": { \"churnMonths\": 3 }")}}
        }

        """;

    /// <summary>Bands around the share of those who leave; null without churn.</summary>
    public string? RiskJson()
    {
        if (Churn is not { } churn)
            return null;
        var medium = Math.Clamp(Math.Round(churn.Share, 2), 0.01, 0.8);
        var high = Math.Clamp(Math.Round(2 * churn.Share, 2), medium + 0.01, 0.9);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {
              // DECIDE: from which propensity a customer counts as at risk. {{churn.Share:0.0%}} left.
              "bands": [{ "name": "high", "from": {{high:0.##}} }, { "name": "medium", "from": {{medium:0.##}} }, { "name": "low", "from": 0 }],
              // DECIDE: the share of the value at risk that a retention offer saves.
              "savedShare": 0.25
            }

            """);
    }

    public static string ReasonsJson() => """
        {
          // DECIDE: a sentence for the columns that matter, such as "tenure": { "up": "With us for only {tenure/less than a month/1 month/# months}.", "down": "With us for {tenure/less than a month/1 month/# months}." }.
          "otherwise": { "up": "{feature} is {value}.", "down": "{feature} is {value}." },
          "targets": { "*": {} }
        }

        """;

    public static string ScorecardJson() => """
        {
          // DECIDE: what the business aims at, such as "productsPerCustomer": 2.
          "goals": {}
        }

        """;

    public string OffersJson() => $$"""
        {
          // DECIDE: the share of customers who see no offer, to prove what offers bring.
          "control": { "salt": {{Quoted(Name)}}, "share": 0.1 },
          // DECIDE: what a contact costs, and how often a customer may be contacted.
          "contactCosts": { {{string.Join(", ", Customers.Roles.Consents.Keys.Order(StringComparer.Ordinal).Select(channel => $"{Quoted(channel)}: 1"))}} },
          "contactLimits": [{ "name": "fourAMonth", "per": "customer", "days": 30, "most": 4 }],
          // What marketers may choose customers by.
          "listFields": {{List(ListFields())}},
          // DECIDE: the offers themselves: what they cost, who may get them, and what is said.
          "offers": [
            {{string.Join(",\n    ", Products.Select(SaleJson).Concat(RetentionJson()).Append(ServiceJson()))}}
          ]
        }

        """;

    /// <summary>
    /// Columns that customers differ by in a way that people choose by: no labels, consents, ids and free texts.
    /// </summary>
    private string[] ListFields() => Customers.Roles.Detail is not null
        ? []
        : [.. Customers.CleanFields.Where(field => field.Name != Customers.Roles.CustomerId
                && !Customers.Roles.Labels.Contains(field.Name)
                && (field.Kind != ColumnKind.Text || field.Constraints.Enum is not null)
                && !Customers.Roles.Consents.Values.Any(consent => consent.Field == field.Name))
            .Select(field => field.Name).Take(MostListFields)];

    private string TargetJson(TargetDraft target) => target.Field is null
        ? $$"""
          // Left is who has no row in the {{History!.File.Source}} of 90 days.
              { "name": "churn", "kind": "churn", "label": { "from": "history", "source": {{Quoted(History.File.Source)}}, "days": 90 } }
          """
        : $$"""
          // {{target.Share.ToString("0.0%", CultureInfo.InvariantCulture)}} of the customers, by {{target.Field}}.
              { "name": {{Quoted(target.Name)}}, {{KindOf(target)}}
                "label": { "from": "{{(target.IsLabel ? "column" : "holdings")}}", "field": {{Quoted(target.Field)}}, "positive": {{List(target.Positive)}}, "negative": {{List(target.Negative)}} },
                "leaveOut": [{{Quoted(target.Field)}}] }
          """;

    private static string KindOf(TargetDraft target) =>
        target.IsChurn ? "\"kind\": \"churn\"," : $"\"kind\": \"takeUp\", \"product\": {Quoted(target.Name)},";

    private string SaleJson(TargetDraft target) => $$"""
        { "name": {{Quoted(target.Name)}}, "kind": "sale", "lever": "penetration", "target": {{Quoted(target.Name)}}, "product": {{Quoted(target.Name)}},
              "cost": 1, "channels": {{Channels}},
              "texts": { "title": {{Quoted(target.Field!)}}, "reason": "The customer does not have it yet, and {why}.",
                "sayFirst": {{Quoted($"May I tell you about {target.Field}?")}} } }
        """;

    private IEnumerable<string> RetentionJson() => Churn is null ? [] : [$$"""
        { "name": "stay", "kind": "retention", "lever": "retention", "acceptance": 0.3, "cost": 5, "saves": 0.3, "channels": {{Channels}},
              "applicability": [{ "name": "atRisk", "must": { "field": "risk.band", "in": ["high", "medium"] }, "because": "The customer is not about to leave." }],
              "texts": { "title": "An offer to stay", "reason": "The customer may leave: {risk.reason}.", "sayFirst": "What can we do better for you?" } }
        """];

    private string ServiceJson() => $$"""
        { "name": "service", "kind": "service", "lever": "efficiency", "channels": {{Channels}},
              "texts": { "title": "Good service", "reason": "There is nothing to offer now.", "sayFirst": "How can I help you?" } }
        """;

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Json);
}
