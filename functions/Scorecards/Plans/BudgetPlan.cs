using System.Text.Json.Serialization;
using ReapFunctions.Offers;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>What a budget buys in one decile through one lever.</summary>
public sealed record BudgetLine(int Decile, Lever Lever, decimal Spend, decimal Net, long Customers);

/// <summary>
/// The best use of a budget, customer by customer: whom to contact, about which offer, on which channel.
/// <code>
/// maximise   Σ net(i, k) · x(i, k)        x(i, k): customer i is contacted in way k, in at most one
/// subject to Σ spend(i, k) · x(i, k) ≤ budget
/// </code>
/// A multiple-choice knapsack. The steps along every customer's efficient ways (<see cref="EfficientContacts"/>) are taken by
/// falling return until the budget is spent, which solves it but for the last customer (Sinha and Zoltners 1979); returns are
/// told apart by grades, of the last of which a part is taken, in whole customers. The price of the budget λ proves how good it is: budget · λ +
/// Σ max(0, net - λ · spend) over all steps bounds every use of the budget from above.
/// </summary>
/// <param name="Price">
/// λ: the return of the last step, which is what one unit of budget more would bring; 0 when there is enough for all that pays.
/// Who contacts every customer in the way that brings most beyond λ per unit of cost, follows the plan.
/// </param>
/// <param name="Bound">The proven most that any use of the budget can bring.</param>
public sealed record BudgetPlan(
    decimal Budget, decimal Spend, decimal Net, decimal Price, decimal Bound, IReadOnlyList<BudgetLine> Lines)
{
    /// <summary>The last grade of <see cref="PlanStep.Grade"/> that it buys.</summary>
    [JsonIgnore]
    internal int Grade { get; init; }

    /// <summary>How much of that grade it buys, 0 to 1.</summary>
    [JsonIgnore]
    internal double Share { get; init; } = 1;

    /// <param name="steps">Of everybody.</param>
    public static BudgetPlan Allot(IReadOnlyList<PlanStep> steps, decimal budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        var (last, share) = (0, 1m);
        var (left, price, bound) = (budget, 0m, 0m);
        var taken = new List<PlanStep>();
        foreach (var grade in steps.GroupBy(step => step.Grade).OrderByDescending(grade => grade.Key))
        {
            var (spend, net) = (grade.Sum(step => step.Spend), grade.Sum(step => step.Net));
            bound += net;
            last = grade.Key;
            if (spend <= left)
            {
                left -= spend;
                taken.AddRange(grade);
                continue;
            }
            price = PlanStep.Least(grade.Key);
            // At this price all steps up to here pay, those after them do not.
            bound += price * (left - spend);
            share = left / spend;
            taken.AddRange(Parts([.. grade], left));
            break;
        }
        var lines = taken.GroupBy(step => (step.Decile, step.Lever))
            .Select(line => new BudgetLine(
                line.Key.Decile, line.Key.Lever, Math.Round(line.Sum(step => step.Spend), 2, MidpointRounding.ToZero), Cents(line.Sum(step => step.Net)),
                line.Sum(step => step.Customers)))
            .Where(line => line.Customers > 0)
            .OrderByDescending(line => line.Net).ThenBy(line => line.Decile).ThenBy(line => line.Lever).ToArray();
        return new BudgetPlan(
            budget, lines.Sum(line => line.Spend), lines.Sum(line => line.Net), Math.Round(price, 6), Cents(bound), lines)
        {
            Grade = last,
            Share = (double)share,
        };
    }

    private static decimal Cents(decimal amount) => Math.Round(amount, 2);

    /// <summary>
    /// What a budget buys of a grade in whole customers: of each step the same share, and then one more of those that the rest
    /// buys, the one nearest to its share first. What takes away is rounded up, so that it is never more than the budget.
    /// </summary>
    private static IEnumerable<PlanStep> Parts(PlanStep[] steps, decimal left)
    {
        var share = left / steps.Sum(step => step.Spend);
        var parts = steps.Select(step => (Step: step, Part: Part(step, Whole(step, share)))).ToArray();
        left -= parts.Sum(part => part.Part.Spend);
        foreach (var (step, i) in parts.Select((part, i) => (part.Step, i)).Where(part => part.Step is { Customers: > 0, Spend: > 0 })
            .OrderByDescending(part => part.Step.Customers * share % 1).ToArray())
        {
            var one = (parts[i].Part.Customers + 1m) / step.Customers;
            var more = Part(step, one).Spend - parts[i].Part.Spend;
            if (one > 1 || more > left)
                continue;
            left -= more;
            parts[i].Part = Part(step, one);
        }
        return parts.Select(part => part.Part);
    }

    /// <summary>The share of a step nearest to one of whole customers that does not cost more.</summary>
    private static decimal Whole(PlanStep step, decimal share)
    {
        var customers = Math.Abs(step.Customers) * share;
        return step.Customers == 0 ? share
            : (step.Spend < 0 ? Math.Ceiling(customers) : Math.Floor(customers)) / Math.Abs(step.Customers);
    }

    private static PlanStep Part(PlanStep step, decimal share) => step with
    {
        Customers = (long)Math.Round(step.Customers * share),
        Net = step.Net * share,
        Spend = step.Spend * share,
    };
}
