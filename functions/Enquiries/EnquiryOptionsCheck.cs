using ReapFunctions.Contracts;
using ReapFunctions.Scorecards;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Enquiries;

/// <summary>What must hold between <c>enquiries</c> of <c>value.json</c>, the goals and the contracts.</summary>
internal static class EnquiryOptionsCheck
{
    /// <param name="faults">Of value.json.</param>
    public static void Check(EnquiryOptions? options, PortfolioSources sources, Faults faults)
    {
        if (options is null)
        {
            faults.Unless(
                sources.Enquiries is null, "enquiries",
                $"'{sources.Enquiries?.Source}' has enquiries. Write the chance that one becomes a customer until the data say, "
                    + "such as { \"rate\": 0.1 }.");
            return;
        }
        faults.Unless(
            sources.Enquiries is not null, "enquiries",
            "No source has enquiries. Add a contract with reap.enquiries, or remove this.");
        var at = faults.At("enquiries");
        at.Unless(options.FollowUpDays is >= 0 and <= 90, "followUpDays", "Write 0 to 90 days.");
        at.Unless(options.Rate is > 0 and < 1, "rate", "Write a chance above 0, below 1, such as 0.1.");
        at.Unless(options.HalfDays is >= 0.1 and <= 1000, "halfDays", "Write 0.1 to 1000 days.");
        at.Unless(options.Weight is >= 1 and <= 10_000, "weight", "Write 1 to 10000 enquiries.");
        at.Unless(options.BestShare is >= 0.01 and <= 0.5, "bestShare", "Write a share from 0.01 to 0.5.");
        at.Unless(options.ControlShare is >= 0 and <= 0.5, "controlShare", "Write a share from 0 to 0.5.");
    }

    /// <param name="faults">Of scorecard.json.</param>
    public static void CheckGoals(ScorecardOptions options, PortfolioSources sources, Faults faults) => faults.Unless(
        sources.Enquiries is not null || !options.Goals.ContainsKey(ReapMeasures.EnquiriesWasted),
        $"goals.{ReapMeasures.EnquiriesWasted}",
        "No source has enquiries, so that none is wasted. Remove the goal, or add a contract with reap.enquiries.");
}
