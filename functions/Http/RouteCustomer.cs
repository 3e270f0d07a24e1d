namespace ReapFunctions.Http;

/// <summary>
/// The customer that a route value names. Routing decodes every escape in a path but that of the slash, so a route value
/// <c>a%2Fb</c> may stand for the id <c>a/b</c> or, were its percent sign escaped, for the id <c>a%2Fb</c> itself: both are
/// tried, the slash first.
/// </summary>
internal static class RouteCustomer
{
    public static IEnumerable<string> Candidates(string routeValue)
    {
        var slashed = routeValue.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (slashed != routeValue)
            yield return slashed;
        yield return routeValue;
    }

    /// <summary>
    /// What the parameter <c>exact</c> says of the two: true means the value as it stands, false the one with a slash. Without it
    /// each that may be meant.
    /// </summary>
    public static IEnumerable<string> Candidates(string routeValue, string? exact) => exact switch
    {
        "true" => [routeValue],
        "false" => [Candidates(routeValue).First()],
        _ => Candidates(routeValue),
    };
}
