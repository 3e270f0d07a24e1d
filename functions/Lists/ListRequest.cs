using System.Globalization;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Http;
using ReapFunctions.Offers;
using ReapFunctions.Rules;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>The parameters of <c>GET /api/lists/{target}</c>, or the first that cannot be used.</summary>
internal sealed class ListRequest
{
    internal static readonly string[] Known =
        ["run", "since", "min", "top", "order", "segment", "where", "channel", "format", "includeControl",
            "includeWithoutConsent", "includeRefused", "pageSize", "summary", "after"];

    public ListQuery Query { get; private set; } = new();

    /// <summary>The run whose list it is; null for the published one.</summary>
    public RunId? Run { get; private set; }

    /// <summary>The earlier run that a condition compares with; null for that of the night before.</summary>
    public RunId? Since { get; private set; }

    /// <summary>The condition that customers must satisfy; null for everybody.</summary>
    public Condition? Where { get; private set; }

    /// <summary>Where the page begins; null: the list from its start.</summary>
    public ListToken? After { get; private set; }

    public bool Json { get; private set; }

    /// <summary>The parameter at fault; null when all can be used.</summary>
    public string? Parameter { get; private set; }

    public string Fault { get; private set; } = "";

    public static ListRequest Read(IQueryCollection given, DecisionOptions config)
    {
        var request = new ListRequest();
        foreach (var unknown in given.Keys
            .Where(key => key != Problems.Key && !Known.Contains(key, StringComparer.OrdinalIgnoreCase)))
            request.Bad(unknown, $"There is no such parameter. Use: {string.Join(", ", Known)}.");
        request.Json = request.Text(given, "format") switch
        {
            null or "csv" => false,
            "json" => true,
            _ => request.Bad("format", "Write csv or json."),
        };
        request.Run = request.ReadRun(given, "run");
        request.Since = request.ReadRun(given, "since");
        request.Query = request.ReadQuery(given, config);
        request.Where = request.ReadWhere(given);
        if (request.Text(given, "after") is { } after)
            request.After = ListToken.TryParse(after) ?? request.NoToken();
        if (request.Query.ByValue && request.After is not null)
            request.Bad("after", "A list by expected value is one page. Leave after out.");
        if (request.Run is { } run && request.After is { } page && page.Run != run)
            request.Bad("after", $"The page is of run {page.Run}. Leave run out, or ask for the first page of run {run}.");
        return request;
    }

    private RunId? ReadRun(IQueryCollection given, string name)
    {
        if (Text(given, name) is not { } text)
            return null;
        if (RunId.TryParse(text, out var run))
            return run;
        Bad(name, RunId.NoRun(text));
        return null;
    }

    private ListQuery ReadQuery(IQueryCollection given, DecisionOptions config)
    {
        var channel = Text(given, "channel");
        if (channel is not null && !config.Roles.Consents.ContainsKey(channel))
            Bad("channel", $"There is no channel '{channel}'. Use one of: {string.Join(", ", config.Roles.Consents.Keys)}.");
        var byValue = Text(given, "order") switch
        {
            null or "propensity" => false,
            "value" => true,
            _ => Bad("order", "Write propensity or value."),
        };
        return new ListQuery
        {
            Min = Number(given, "min", 0, 0, 1),
            Top = byValue
                ? Whole(given, "top", ListQuery.DefaultPage, 1, ListQuery.LargestPage)
                : Whole(given, "top", long.MaxValue, 1, long.MaxValue),
            ByValue = byValue,
            Segment = Text(given, "segment"),
            Summary = Flag(given, "summary"),
            Channel = channel,
            IncludeControl = Flag(given, "includeControl"),
            IncludeWithoutConsent = Flag(given, "includeWithoutConsent"),
            IncludeRefused = Flag(given, "includeRefused"),
            PageSize = (int)Whole(
                given, "pageSize", byValue ? ListQuery.LargestPage : ListQuery.DefaultPage, 1, ListQuery.LargestPage),
        };
    }

    private Condition? ReadWhere(IQueryCollection given)
    {
        if (Text(given, "where") is not { } json)
            return null;
        var (condition, fault) = EntryCondition.Parse(json);
        if (condition is null)
            Bad("where", fault);
        return condition;
    }

    private static string? Text(string value) => value.Length > 0 ? value : null;

    private string? Text(IQueryCollection given, string name) =>
        given.TryGetValue(name, out var values)
            ? values.Count == 1 ? Text(values.ToString()) : Missing(name)
            : null;

    private double Number(IQueryCollection given, string name, double otherwise, double min, double max)
    {
        if (Text(given, name) is not { } text)
            return otherwise;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min
            && number <= max)
            return number;
        Bad(name, $"Write a number from {min:0.##} to {max:0.##}.");
        return otherwise;
    }

    private long Whole(IQueryCollection given, string name, long otherwise, long min, long max)
    {
        if (Text(given, name) is not { } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min
            && number <= max)
            return number;
        Bad(name, max == long.MaxValue ? $"Write a whole number from {min}." : $"Write a whole number from {min} to {max}.");
        return otherwise;
    }

    private bool Flag(IQueryCollection given, string name) => Text(given, name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Bad(name, "Write true or false."),
    };

    private string? Missing(string name)
    {
        Bad(name, "Write it once.");
        return null;
    }

    private ListToken? NoToken()
    {
        Bad("after", "This is no token of a next page. Follow the Link header as it is.");
        return null;
    }

    /// <summary>Keeps the first fault.</summary>
    private bool Bad(string parameter, string fault)
    {
        if (Parameter is null)
            (Parameter, Fault) = (parameter, fault);
        return false;
    }
}
