using ReapFunctions.Description;
using ReapFunctions.Enquiries;
using ReapFunctions.Erasure;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Night;
using ReapFunctions.Prompts;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Series;

namespace ReapFunctions.Pages;

/// <summary>Which calls a page may make for whom. A call that is not named here is for systems alone.</summary>
internal static class Rights
{
    private static readonly Dictionary<Type, PageRole[]> Table = new()
    {
        [typeof(FindCustomers)] = [PageRole.Agent],
        [typeof(GetPrompts)] = [PageRole.Agent],
        [typeof(PostOutcome)] = [PageRole.Agent],
        [typeof(PostFeedback)] = [PageRole.Agent],
        [typeof(GetDecisions)] = [PageRole.Agent, PageRole.Analyst],
        [typeof(GetCustomer)] = [PageRole.Analyst],
        [typeof(GetPropensityList)] = [PageRole.Marketer, PageRole.Analyst],
        [typeof(KeepSelection)] = [PageRole.Marketer],
        [typeof(WithdrawSelection)] = [PageRole.Marketer],
        [typeof(GetSelections)] = [PageRole.Marketer, PageRole.Analyst],
        [typeof(GetSelectedCustomers)] = [PageRole.Marketer],
        [typeof(GetRecoveryList)] = [PageRole.Agent, PageRole.Marketer, PageRole.Analyst],
        [typeof(GetWinBackList)] = [PageRole.Marketer, PageRole.Analyst],
        [typeof(GetEnquiries)] = [PageRole.Agent, PageRole.Marketer, PageRole.Analyst],
        [typeof(PostFollowUp)] = [PageRole.Agent, PageRole.Marketer],
        [typeof(GetScorecard)] = [PageRole.Analyst, PageRole.Operator],
        [typeof(GetSeries)] = [PageRole.Analyst, PageRole.Operator],
        [typeof(GetPlans)] = [PageRole.Analyst],
        [typeof(KeepPlan)] = [PageRole.Analyst],
        [typeof(WithdrawPlan)] = [PageRole.Analyst],
        [typeof(GetRuns)] = [PageRole.Marketer, PageRole.Analyst, PageRole.Operator],
        [typeof(GetModels)] = [PageRole.Marketer, PageRole.Analyst, PageRole.Operator],
        [typeof(GetModelFile)] = [PageRole.Operator],
        [typeof(ListReceipts)] = [PageRole.Operator],
        [typeof(GetReceipt)] = [PageRole.Operator],
        [typeof(GetRejects)] = [PageRole.Operator],
        [typeof(SendCorrection)] = [PageRole.Operator],
        [typeof(PublishEarlierRun)] = [PageRole.Operator],
        [typeof(RetryRun)] = [PageRole.Operator],
        [typeof(RequestTraining)] = [PageRole.Operator],
        [typeof(StartBasePeriod)] = [PageRole.Operator],
        [typeof(EraseCustomer)] = [PageRole.Operator],
        [typeof(LiftErasure)] = [PageRole.Operator],
        [typeof(GetHealth)] = Enum.GetValues<PageRole>(),
        [typeof(GetOpenApi)] = Enum.GetValues<PageRole>(),
    };

    /// <summary>The functions that pages may call.</summary>
    public static IEnumerable<Type> Functions => Table.Keys;

    /// <summary>Whether the visitor's roles allow the call.</summary>
    public static bool Allow(Visitor visitor, Type function) =>
        Table.TryGetValue(function, out var roles) && visitor.Roles.Overlaps(roles);
}
