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
}
