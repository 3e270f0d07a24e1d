using ReapFunctions.Description;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Night;
using ReapFunctions.Prompts;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Series;

namespace ReapFunctions.Pages;

/// <summary>Which calls a page may make for whom. A call that is not named here is for systems alone.</summary>
internal static class Rights
{
    private static readonly Dictionary<Type, Role[]> Table = new()
    {
        [typeof(GetPrompts)] = [Role.Agent],
        [typeof(PostOutcome)] = [Role.Agent],
        [typeof(GetDecisions)] = [Role.Agent, Role.Analyst],
        [typeof(GetCustomer)] = [Role.Analyst],
        [typeof(GetPropensityList)] = [Role.Marketer, Role.Analyst],
        [typeof(GetScorecard)] = [Role.Analyst],
        [typeof(GetSeries)] = [Role.Analyst, Role.Operator],
        [typeof(GetRuns)] = [Role.Marketer, Role.Analyst, Role.Operator],
        [typeof(GetModels)] = [Role.Marketer, Role.Analyst, Role.Operator],
        [typeof(GetModelFile)] = [Role.Operator],
        [typeof(ListReceipts)] = [Role.Operator],
        [typeof(GetReceipt)] = [Role.Operator],
        [typeof(GetRejects)] = [Role.Operator],
        [typeof(PublishEarlierRun)] = [Role.Operator],
        [typeof(RetryRun)] = [Role.Operator],
        [typeof(RequestTraining)] = [Role.Operator],
        [typeof(StartBasePeriod)] = [Role.Operator],
        [typeof(EraseCustomer)] = [Role.Operator],
        [typeof(LiftErasure)] = [Role.Operator],
        [typeof(GetHealth)] = Enum.GetValues<Role>(),
        [typeof(GetOpenApi)] = Enum.GetValues<Role>(),
    };

    /// <summary>The functions that pages may call.</summary>
    public static IEnumerable<Type> Functions => Table.Keys;

    /// <summary>Whether the visitor's roles allow the call.</summary>
    public static bool Allow(Visitor visitor, Type function) =>
        Table.TryGetValue(function, out var roles) && visitor.Roles.Overlaps(roles);
}
