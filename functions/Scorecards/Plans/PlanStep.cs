using ReapFunctions.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Plans;

/// <summary>
/// What the customers of a decile bring and cost through a lever, of all steps whose return is about the same. A step is a
/// contact, or one that brings more in place of a cheaper: then it takes away what that brought and cost, and the customer from
/// its lever.
/// </summary>
/// <param name="Grade">
/// Of the return: currency brought more per unit that it costs more, from 2^(grade / <see cref="PerDoubling"/>) to the next.
/// </param>
/// <param name="Net">Currency expected beyond what it costs.</param>
/// <param name="Spend">Currency that it costs.</param>
public sealed record PlanStep(int Grade, int Decile, Lever Lever, long Customers, decimal Net, decimal Spend)
{
    /// <summary>Grades in which a return doubles.</summary>
    private const int PerDoubling = 8;

    /// <summary>A return of a million, and one of a millionth: beyond, all are alike.</summary>
    private const int Most = 20 * PerDoubling;

    /// <summary>The least return of a grade.</summary>
    internal static decimal Least(int grade) => (decimal)Math.Pow(2, grade / (double)PerDoubling);

    /// <summary>The steps of some customers, each contacted once. The control group is left out.</summary>
    internal static IReadOnlyList<PlanStep> Of(IEnumerable<OfferRecord> records, OfferOptions options)
    {
        var choices = new EfficientContacts(options);
        var steps = new List<PlanStep>();
        foreach (var record in records)
        {
            var before = default(ContactChoice);
            foreach (var choice in choices.Of(record))
            {
                var grade = GradeOf(EfficientContacts.Return(before, choice));
                if (before.Offer is not null)
                    steps.Add(Step(grade, record, before, -1));
                steps.Add(Step(grade, record, choice, 1));
                before = choice;
            }
        }
        return Sum(steps);
    }

    internal static IReadOnlyList<PlanStep> Sum(IEnumerable<PlanStep> steps) =>
        [.. steps.GroupBy(step => (step.Grade, step.Decile, step.Lever))
            .Select(group => new PlanStep(
                group.Key.Grade, group.Key.Decile, group.Key.Lever, group.Sum(step => step.Customers),
                group.Sum(step => step.Net), group.Sum(step => step.Spend)))
            .OrderByDescending(step => step.Grade).ThenBy(step => step.Decile).ThenBy(step => step.Lever)];

    private static PlanStep Step(int grade, OfferRecord record, in ContactChoice choice, int sign) => new(
        grade, record.ValueDecile, choice.Offer.Lever, sign, sign * Money.Exact(choice.Net), sign * Money.Exact(choice.Spend));

    internal static int GradeOf(double step) =>
        (int)Math.Clamp(Math.Floor(PerDoubling * Math.Log2(step)), -Most, Most);
}
