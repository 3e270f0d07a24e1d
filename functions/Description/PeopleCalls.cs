using System.Reflection;
using ReapFunctions.Care;
using ReapFunctions.Enquiries;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Outcomes;
using ReapFunctions.Prompts;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scorecards.Series;

namespace ReapFunctions.Description;

/// <summary>The calls of agents, marketers and analysts.</summary>
internal static class PeopleCalls
{
    private const string Agents = "agents";
    private const string Marketers = "marketers";
    private const string Analysts = "analysts";

    private static readonly QueryParameter Channel =
        new("channel", typeof(string), "Only what may be said on this channel: one of the contract's "
            + "consents, inbound, or one of channels in offers.json, whose own words, limits and weights hold; default any.");

    private const string WhereSays =
        "Only who satisfies this condition, in JSON: all, any, not; a field with is, in, atLeast, atMost, moreThan, lessThan, "
        + "withinDays, olderThanDays, before, from or missing; or a count in the history. With summary=true the answer names the "
        + "fields.";

    private static readonly QueryParameter Until =
        new("until", typeof(string), "The run by which they are judged, yyyy-MM-dd.N; default the published one.");

    private static readonly Answered NoCustomer =
        Answered.Problem(404, "The published run has no customer with this id, or no run is published.");

    private static readonly Answered TooLong = Answered.Problem(413, "The body is too long.");

    private static readonly Answered NoJson = Answered.Problem(415, "The body is not JSON.");

    public static IReadOnlyList<Operation> All { get; } =
        [
            .. Customers(), .. Outcomes(), Feedback(), List(), .. Selections(), Recovery(), WinBack(),
            .. Enquiries(),
            .. Scorecards(), .. Plans(),
        ];

    private static IEnumerable<Operation> Customers()
    {
        yield return new(typeof(GetPrompts), Agents, "What to say to a customer now, and what not")
        {
            Query = [Channel],
            Answers =
            [
                Answered.Json<PromptAnswer>(200, "Bands with reasons, 1 to 3 prompts, what not to offer and why."),
                Answered.Problem(400, "There is no such channel."),
                NoCustomer,
            ],
        };
        yield return new(typeof(FindCustomers), Agents, "The ids of customers, by a phone number or an e-mail")
        {
            Body = typeof(FindRequest),
            Answers =
            [
                Answered.Json<FindAnswer>(200, "Their ids: none, one or several."),
                Answered.Problem(400, "Nothing to look for, no phone or e-mail, or nobody is found by it in this portfolio."),
                Answered.Problem(404, "No run is published."),
                TooLong,
                NoJson,
            ],
        };
        yield return new(typeof(GetDecisions), Agents, "Why each offer is said to a customer or not")
        {
            Query = [Channel],
            Answers =
            [
                Answered.Json<DecisionAnswer>(200, "For every offer the rule that removed it, or its factors and rank."),
                Answered.Problem(400, "There is no such channel."),
                NoCustomer,
            ],
        };
        yield return new(typeof(GetCustomer), Agents, "What is known of a customer, in numbers")
        {
            Answers =
            [
                Answered.Json<CustomerAnswer>(200, "Value, holdings, risk with its contributions, and what the customer said."),
                NoCustomer,
            ],
        };
    }

    private static IEnumerable<Operation> Outcomes()
    {
        yield return new(typeof(PostOutcome), Agents, "Records what a customer said; the next prompts honour it")
        {
            Body = typeof(OutcomeRequest),
            Answers =
            [
                Answered.Json<OutcomeRecord>(201, "It is recorded."),
                Answered.Json<OutcomeRecord>(200, "It was recorded before under its outcomeId."),
                Answered.Problem(400, "A part of the body cannot be used."),
                NoCustomer,
                Answered.Problem(409, "The outcomeId stands for another outcome."),
                TooLong,
                NoJson,
            ],
        };
        yield return new(typeof(RecordOutcomes), Agents, "Records what several customers said, up to 500 in a call")
        {
            Body = typeof(OutcomesRequest),
            Answers =
            [
                Answered.Json<OutcomesAnswer>(200, "What became of each: one that is refused stops no other."),
                Answered.Problem(400, "The body is not of the shape, or holds no outcome or more than 500. Nothing is recorded."),
                Answered.Problem(404, "No run is published yet."),
                TooLong,
                NoJson,
            ],
        };
    }

    private static Operation Feedback() =>
        new(typeof(PostFeedback), Agents, "Records dissatisfaction that a customer voiced without a complaint")
        {
            Body = typeof(FeedbackRequest),
            Answers =
            [
                Answered.Json<FeedbackRecord>(201, "It is recorded; the next night counts it."),
                Answered.Json<FeedbackRecord>(200, "It was recorded before under its feedbackId."),
                Answered.Problem(400, "A part of the body cannot be used, such as a cause that nobody knows."),
                Answered.Problem(404, "The published run has no customer with this id, or the portfolio knows no causes."),
                Answered.Problem(409, "The feedbackId stands for other feedback."),
                TooLong,
                NoJson,
            ],
        };

    private static Operation Recovery() => new(typeof(GetRecoveryList), Marketers, "Who is recovered, and what spreads")
    {
        Query =
        [
            new("run", typeof(string), "The run whose list it is, yyyy-MM-dd.N; default the published one."),
            new("rule", typeof(string), "Only customers of this rule of care.json; default all."),
            new("proactive", typeof(bool), "Only those who said nothing (true), or who did (false); default both."),
            new("team", typeof(string),
                "Only customers of this team, and in accounts all of them with what is due; default all teams."),
            new("due", typeof(bool), "Of the team's accounts only those of whom something is due by today; default all."),
            new("top", typeof(int), "The most customers, 1 to 10000; default 100."),
        ],
        Answers =
        [
            Answered.Json<RecoveryAnswer>(
                200, "What spreads, customers by falling value at risk, and what hangs on each team."),
            Answered.Problem(400, "A parameter cannot be used."),
            Answered.Problem(404, "There is no such run, the portfolio recovers nobody, or the run tells of no teams."),
            Answered.Problem(409, "The run has no lists that can be relied on."),
        ],
    };

    private static Operation WinBack() => new(
        typeof(GetWinBackList), Marketers, "Former customers, by what asking them back is expected to bring")
    {
        Query =
        [
            new("run", typeof(string), "The run whose list it is, yyyy-MM-dd.N; default the published one."),
            new("channel", typeof(string), "Only who agreed to this channel; default to any."),
            new("segment", typeof(string), "Only customers of this segment; default all."),
            new("top", typeof(int), "The most customers, 1 to 10000; default 100."),
        ],
        Answers =
        [
            Answered.Json<WinBackAnswer>(
                200, "Who may be asked, why they left and what they were worth; and who may not, by rule."),
            Answered.Problem(400, "A parameter cannot be used."),
            Answered.Problem(404, "There is no such run, or none is published."),
            Answered.Problem(409, "The run has no lists that can be relied on."),
        ],
    };

    private static IEnumerable<Operation> Enquiries()
    {
        yield return new(
            typeof(GetEnquiries), Marketers, "Who asked and is to be followed up, by what that is expected to bring")
        {
            Query =
            [
                new("run", typeof(string), "The run whose enquiries they are, yyyy-MM-dd.N; default the published one."),
                new("channel", typeof(string), "Only who came by this channel; default by any."),
                new("due", typeof(string), "Only what is due by this day, yyyy-MM-dd; default all."),
                new("top", typeof(int), "The most enquiries, 1 to 10000; default 100."),
            ],
            Answers =
            [
                Answered.Json<EnquiryListAnswer>(
                    200, "Whom to follow up, why and by when; what became of the others; who is a customer."),
                Answered.Problem(400, "A parameter cannot be used."),
                Answered.Problem(404, "There is no such run, none is published, or the portfolio has no enquiries."),
                Answered.Problem(409, "The run has no lists that can be relied on."),
            ],
        };
        yield return new(typeof(PostFollowUp), Agents, "Records that somebody got in touch with who asked")
        {
            Body = typeof(FollowUpRequest),
            Answers =
            [
                Answered.Json<FollowUpRecord>(201, "It is recorded, and counts at once."),
                Answered.Json<FollowUpRecord>(200, "It was recorded before under its followUpId."),
                Answered.Problem(400, "A part of the body cannot be used, such as an answer that nobody knows."),
                Answered.Problem(404, "The published run has no enquiry with this id, or the portfolio has no enquiries."),
                Answered.Problem(409, "Who asked is a customer, whom the answer names; or the followUpId stands for another."),
                TooLong,
                NoJson,
            ],
        };
    }

    private static Operation List() => new(typeof(GetPropensityList), Marketers, "Customers of a target, ranked")
    {
        Query =
        [
            new("run", typeof(string), "The run whose list it is, yyyy-MM-dd.N; default the published one."),
            new("since", typeof(string), "The run that decileBefore of a condition is of; default that of the night before."),
            new("min", typeof(double), "The least propensity, 0 to 1; default 0."),
            new("top", typeof(long), "The most customers over all pages, from 1; default all, or 10000 with order=value."),
            new("order", typeof(string), "By falling propensity (default), or by what contacting is expected to bring.")
            {
                Values = ["propensity", "value"],
            },
            new("segment", typeof(string), "Only customers of this segment; default all."),
            new("where", typeof(string), WhereSays),
            new("summary", typeof(bool), "Also what the whole list comes to, and what conditions may compare, in JSON; default "
                + "false."),
            new("channel", typeof(string), "Only who has consented to this channel; default to any."),
            new("format", typeof(string), "Default csv.") { Values = ["csv", "json"] },
            new("includeControl", typeof(bool), "Also the control group; default false."),
            new("includeWithoutConsent", typeof(bool), "Also who has not consented; default false."),
            new("includeRefused", typeof(bool), "Also whom contact limits or replies keep from being contacted; default false."),
            new("pageSize", typeof(int), "Customers of a page, 1 to 100000; default 10000."),
            new("after", typeof(string), "Where the page begins: next of the page before."),
        ],
        Answers =
        [
            Answered.Json<ListAnswer.Document>(200, "A page of the list.") with { Headers = ListHeaders },
            new(200, "A page of the list.", null, "text/csv") { Headers = ListHeaders },
            Answered.Problem(400, "A parameter cannot be used."),
            Answered.Problem(404, "There is no such target, run or list."),
            Answered.Problem(409, "The list has changed since the page before, or the run has none that can be relied on."),
        ],
    };

    private static Dictionary<string, string> ListHeaders => new()
    {
        ["X-Reap-Run"] = "The run whose list it is.",
        ["X-Reap-Left-Out"] = "By rule: how many it left out to fill the page.",
        ["X-Reap-Not-Chosen"] = "By rule: how many customers of the run it kept from the list.",
        ["X-Reap-Paying"] = "With order=value: for how many a contact pays, and what all of them are expected to bring.",
        ["Link"] = "The next page; left out on the last.",
    };

    private static IEnumerable<Operation> Scorecards()
    {
        yield return new(typeof(GetScorecard), Analysts, "The REAP scorecard of a run")
        {
            Query =
            [
                new("run", typeof(string), "The run, yyyy-MM-dd.N; default the published one."),
                new("since", typeof(string), "The run it is compared with; default that of the night before."),
                new("budget", typeof(decimal), "An amount, 0 or more: its best use by decile and lever."),
            ],
            Answers =
            [
                new(200, "Measures by decile and segment, groups against their goals, and their movement since the other run.",
                    AnswerOf(typeof(GetScorecard)), "application/json"),
                Answered.Problem(400, "A parameter cannot be used."),
                Answered.Problem(404, "There is no scorecard of the run, or no run is published."),
            ],
        };
        yield return new(typeof(GetSeries), Analysts, "Measures of the scorecard over all published nights")
        {
            Query =
            [
                new("measures", typeof(string), "Names of measures, with commas between them; default those of the levers."),
                new("from", typeof(DateOnly), "The first night, yyyy-MM-dd; default the oldest."),
                new("to", typeof(DateOnly), "The last night, yyyy-MM-dd; default the newest."),
                new("by", typeof(string), "Of all customers (default), or of every decile or segment.")
                {
                    Values = ["total", "decile", "segment"],
                },
            ],
            Answers =
            [
                new(200, "A point for each night and group.", AnswerOf(typeof(GetSeries)), "application/json"),
                Answered.Problem(400, "A parameter cannot be used."),
            ],
        };
    }

    private static IEnumerable<Operation> Selections()
    {
        yield return new(typeof(KeepSelection), Marketers, "Keeps whom a list chooses, to be contacted, with what it promises")
        {
            Body = typeof(SelectionRequest),
            Answers =
            [
                Answered.Json<KeptSelection>(201, "It is kept."),
                Answered.Json<KeptSelection>(200, "It was kept before."),
                Answered.Problem(400, "A part of the body cannot be used."),
                Answered.Problem(404, "There is no such target or list, or no run is published."),
                Answered.Problem(409, "The name is that of another selection or of one withdrawn, or the list is changing."),
                TooLong,
                NoJson,
            ],
        };
        yield return new(typeof(GetSelections), Marketers, "Kept selections, who fetched them, and what has come of them")
        {
            Query = [Until],
            Answers =
            [
                Answered.Json<GetSelections.Answer>(
                    200, "Promised, due and realised with interval, and what the control group says."),
                Answered.Problem(400, "This is no id of a run."),
                Answered.Problem(404, "There is no scorecard of the run, or no run is published."),
            ],
        };
        yield return new(typeof(WithdrawSelection), Marketers, "Withdraws a kept selection that nobody contacts")
        {
            Answers =
            [
                Answered.Json<KeptSelection>(200, "It is withdrawn."),
                Answered.Problem(404, "There is no such selection."),
            ],
        };
        yield return new(typeof(GetSelectedCustomers), Marketers, "The customers of a kept selection who are to be contacted")
        {
            Query =
            [
                new("format", typeof(string), "Default csv; spreadsheet has a byte order mark.")
                {
                    Values = ["csv", "spreadsheet", "parquet"],
                },
                new("decimal", typeof(string), "Of a spreadsheet: with comma, semicolons stand between cells; default point.")
                {
                    Values = ["point", "comma"],
                },
            ],
            Answers =
            [
                new(200, "The customers.", null, "text/csv") { Headers = SelectionHeaders },
                new(200, "The customers.", null, "application/vnd.apache.parquet") { Headers = SelectionHeaders },
                Answered.Problem(400, "A parameter cannot be used."),
                Answered.Problem(404, "There is no such selection."),
            ],
        };
    }

    private static Dictionary<string, string> SelectionHeaders => new() { ["X-Reap-Run"] = "The run whose list it was." };

    private static IEnumerable<Operation> Plans()
    {
        yield return new(typeof(KeepPlan), Analysts, "Keeps a plan for a budget that is to be carried out, with what it promises")
        {
            Body = typeof(PlanRequest),
            Answers =
            [
                Answered.Json<KeptPlan>(201, "It is kept."),
                Answered.Json<KeptPlan>(200, "It was kept before."),
                Answered.Problem(400, "A part of the body cannot be used."),
                Answered.Problem(404, "No run is published yet."),
                Answered.Problem(409, "The name is that of another plan, or of one that is withdrawn."),
                TooLong,
                NoJson,
            ],
        };
        yield return new(typeof(WithdrawPlan), Analysts, "Withdraws a kept plan that is not carried out")
        {
            Answers =
            [
                Answered.Json<KeptPlan>(200, "It is withdrawn."),
                Answered.Problem(404, "There is no such plan."),
            ],
        };
        yield return new(typeof(GetPlans), Analysts, "Kept plans, and what has come of what they promised")
        {
            Query = [Until],
            Answers =
            [
                Answered.Json<GetPlans.Answer>(200, "By total, lever and decile: promised, due, realised with interval."),
                Answered.Problem(400, "This is no id of a run."),
                Answered.Problem(404, "There is no scorecard of the run, or no run is published."),
            ],
        };
    }

    /// <summary>These functions keep the types of their answers to themselves.</summary>
    private static Type AnswerOf(Type function) => function.GetNestedType("Answer", BindingFlags.NonPublic)
        ?? throw new InvalidOperationException($"{function.Name} has no answer any more. Name it here.");
}
