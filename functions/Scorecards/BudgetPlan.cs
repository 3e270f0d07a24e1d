using ReapFunctions.Offers;

namespace ReapFunctions.Scorecards;

/// <summary>What a budget buys in one decile through one lever.</summary>
public sealed record BudgetLine(int Decile, Lever Lever, decimal Spend, decimal Net, long Customers);

/// <summary>
/// The best split of a budget over deciles and levers.
/// <code>
/// maximise   Σ net(k) · x(k)        x(k): the share of the customers of decile and lever k that is contacted
/// subject to Σ spend(k) · x(k) ≤ budget,   0 ≤ x(k) ≤ 1
/// </code>
/// A continuous knapsack: taking the cells by falling net per unit of spend, the last one in part, is its exact solution
/// (Dantzig 1957). The price of the budget λ proves it: budget · λ + Σ max(0, net(k) - λ · spend(k)) bounds every split from
/// above, and equals what the plan brings.
/// </summary>
/// <param name="Price">λ: what one unit of budget more would bring; 0 when there is enough for all that pays.</param>
/// <param name="Bound">The proven most that any split can bring.</param>
public sealed record BudgetPlan(
    decimal Budget, decimal Spend, decimal Net, decimal Price, decimal Bound, IReadOnlyList<BudgetLine> Lines)
{
    public static BudgetPlan Allot(IReadOnlyList<LeverSums> cells, decimal budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        var left = budget;
        var price = 0m;
        var lines = new List<BudgetLine>();
        foreach (var cell in cells.Where(cell => cell.Net > 0).OrderByDescending(Return).ThenBy(cell => cell.Decile)
            .ThenBy(cell => cell.Lever))
        {
            var spend = Math.Min(cell.Spend, left);
            left -= spend;
            if (spend == cell.Spend)
            {
                lines.Add(new BudgetLine(cell.Decile, cell.Lever, spend, cell.Net, cell.Customers));
                continue;
            }
            if (spend > 0)
                lines.Add(new BudgetLine(
                    cell.Decile, cell.Lever, spend, cell.Net * spend / cell.Spend, (long)(cell.Customers * spend / cell.Spend)));
            price = Return(cell);
            break;
        }
        var bound = budget * price + cells.Sum(cell => Math.Max(0, cell.Net - price * cell.Spend));
        return new BudgetPlan(budget, budget - left, lines.Sum(line => line.Net), price, bound, lines);
    }

    private static decimal Return(LeverSums cell) => cell.Spend == 0 ? decimal.MaxValue : cell.Net / cell.Spend;
}
