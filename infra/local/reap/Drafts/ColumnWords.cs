using System.Text.RegularExpressions;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>What names of columns usually mean: the first guess of a draft, for a person to confirm.</summary>
internal static partial class ColumnWords
{
    [GeneratedRegex("churn|attrition|exited|cancel|lapsed|discontinued|defect|^(has_?)?left$|^closed$", RegexOptions.IgnoreCase)]
    public static partial Regex Churn();

    [GeneratedRegex(
        "^(response|responded|target|label|y|class|purchased?|bought|subscribed?|converted|conversion|accepted|take.?up)$"
            + "|(response|accepted|subscribed)$",
        RegexOptions.IgnoreCase)]
    public static partial Regex Response();

    [GeneratedRegex(
        "service|security|backup|protection|support|streaming|insur|card|loan|deposit|account|mortgage|internet|phone|^tv$|"
            + "broadband|roaming|product|^holds|lines$",
        RegexOptions.IgnoreCase)]
    public static partial Regex Product();

    [GeneratedRegex("consent|opt.?in|newsletter|permission", RegexOptions.IgnoreCase)]
    public static partial Regex Consent();

    [GeneratedRegex("^tenure|months.*(book|since|customer)|customer.*months", RegexOptions.IgnoreCase)]
    public static partial Regex Tenure();

    [GeneratedRegex(
        "since|join|start|acqui|sign.?up|regist|open|onboard|dt_?customer|enrol|created|first", RegexOptions.IgnoreCase)]
    public static partial Regex Acquired();

    [GeneratedRegex(
        "month.*(charge|fee|revenue|premium|price|amount|spend|bill|rent)|(charge|fee|revenue|premium|spend).*month|^(mrr|arpu)$",
        RegexOptions.IgnoreCase)]
    public static partial Regex Monthly();

    [GeneratedRegex("(annual|year|12m).*(premium|fee|revenue|amount|spend|sales)|(premium|revenue|spend).*(year|12m)",
        RegexOptions.IgnoreCase)]
    public static partial Regex Yearly();

    [GeneratedRegex("total.*(charge|revenue|spend|spent|amount|paid|trans|sales)|monetary", RegexOptions.IgnoreCase)]
    public static partial Regex ToDate();

    [GeneratedRegex("revenue|premium|spend|spent|amount|amt|sales|price|charge|balance|value|income", RegexOptions.IgnoreCase)]
    public static partial Regex Money();

    [GeneratedRegex("quantity|qty|units|pieces", RegexOptions.IgnoreCase)]
    public static partial Regex Quantity();

    [GeneratedRegex("segment|contract|plan|tariff|tier|region|geography|country|category|type", RegexOptions.IgnoreCase)]
    public static partial Regex Segment();

    [GeneratedRegex("cust|client|member|subscriber|user|person|kunde|klant", RegexOptions.IgnoreCase)]
    public static partial Regex Customer();

    [GeneratedRegex("direct.?cost", RegexOptions.IgnoreCase)]
    public static partial Regex DirectCost();

    [GeneratedRegex("vulnerable", RegexOptions.IgnoreCase)]
    public static partial Regex Vulnerable();

    [GeneratedRegex("open.?complaint|complaint.?open", RegexOptions.IgnoreCase)]
    public static partial Regex OpenComplaint();

    [GeneratedRegex("status|state$", RegexOptions.IgnoreCase)]
    public static partial Regex Status();

    /// <summary>Values of a status that mean that the customer is gone.</summary>
    [GeneratedRegex("^(left|churned|attrited.*|closed|cancell?ed|lapsed|terminated)$", RegexOptions.IgnoreCase)]
    public static partial Regex Gone();

    /// <summary>Numbers that are no money.</summary>
    [GeneratedRegex("id$|code|age|year|month|day|count|number|score|zip|postal", RegexOptions.IgnoreCase)]
    public static partial Regex NoMoney();

    [GeneratedRegex(
        "^(yes|y|true|1|left|lost|churned|exited|closed|cancell?ed|lapsed|terminated|attrited.*)$", RegexOptions.IgnoreCase)]
    public static partial Regex Positive();

    [GeneratedRegex("^(yes|y|true|1|no|n|false|0|no .*)$", RegexOptions.IgnoreCase)]
    public static partial Regex YesOrNo();
}
