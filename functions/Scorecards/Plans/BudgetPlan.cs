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
/// told apart by grades, of the last of which a part is taken. The price of the budget λ proves how good it is: budget · λ +
/// Σ max(0, net - λ · spend) over all steps bounds every use of the budget from above.
/// </summary>
/// <param name="Price">
/// λ: the return of the last step, which is what one unit of budget more would bring; 0 when there is enough for all that pays.
/// Who contacts every customer in the way that brings most beyond λ per unit of cost, follows the plan.
/// </param>
/// <param name="Bound">
/// The proven most that any use of the budget can bring; what the plan brings where its whole customers, each taken as the mean
/// of their line, come to a little more.
/// </param>
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
        var taken = new List<(PlanStep Step, decimal Share)>();
        foreach (var grade in steps.GroupBy(step => step.Grade).OrderByDescending(grade => grade.Key))
        {
            var (spend, net) = (grade.Sum(step => step.Spend), grade.Sum(step => step.Net));
            bound += net;
            last = grade.Key;
            if (spend <= left)
            {
                left -= spend;
                taken.AddRange(grade.Select(step => (step, 1m)));
                continue;
            }
            price = PlanStep.Least(grade.Key);
            // At this price all steps up to here pay, those after them do not.
            bound += price * (left - spend);
            share = left / spend;
            taken.AddRange(grade.Select(step => (step, share)));
            break;
        }
        var lines = Whole([.. taken.GroupBy(part => (part.Step.Decile, part.Step.Lever)).Select(line => new Exact(
            line.Key.Decile, line.Key.Lever, Math.Round(line.Sum(part => part.Share * part.Step.Customers), 9),
            line.Sum(part => part.Share * part.Step.Spend), line.Sum(part => part.Share * part.Step.Net)))]);
        var brings = lines.Sum(line => line.Net);
        return new BudgetPlan(
            budget, lines.Sum(line => line.Spend), brings, Math.Round(price, 6), Math.Max(Cents(bound), brings), lines)
        {
            Grade = last,
            Share = (double)share,
        };
    }

    /// <summary>A line as the last grade is split, with parts of customers.</summary>
    private readonly record struct Exact(int Decile, Lever Lever, decimal Customers, decimal Spend, decimal Net)
    {
        public decimal Each => Spend / Customers;

        /// <summary>Cents are left off, not rounded up beyond the budget; the last digits of a share are no cents.</summary>
        public BudgetLine Of(decimal customers) => new(
            Decile, Lever, Math.Round(Math.Round(Each * customers, 6), 2, MidpointRounding.ToZero),
            Cents(Net / Customers * customers), (long)customers);
    }

    /// <summary>
    /// The lines in whole customers: without the parts of customers, and then with one more where what that leaves of the budget
    /// pays for them, those of whom most is left away first.
    /// </summary>
    private static BudgetLine[] Whole(IEnumerable<Exact> exact)
    {
        var lines = exact.Where(line => line.Customers > 0).OrderByDescending(line => line.Customers % 1)
            .ThenBy(line => line.Decile).ThenBy(line => line.Lever).ToArray();
        var left = lines.Sum(line => line.Customers % 1 * line.Each);
        var whole = new List<BudgetLine>();
        foreach (var line in lines)
        {
            var more = line.Customers % 1 > 0 && line.Each <= left ? 1 : 0;
            left -= more * line.Each;
            whole.Add(line.Of(Math.Floor(line.Customers) + more));
        }
        return [.. whole.Where(line => line.Customers > 0)
            .OrderByDescending(line => line.Net).ThenBy(line => line.Decile).ThenBy(line => line.Lever)];
    }

    private static decimal Cents(decimal amount) => Math.Round(amount, 2);
}
