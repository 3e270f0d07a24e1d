using ReapFunctions.Contracts;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>A field that figures count customers by.</summary>
/// <param name="Values">Of a text: the values that there are; null for other kinds.</param>
public sealed record FigureField(string Name, ColumnKind Kind, IReadOnlyList<string>? Values = null);

/// <summary>
/// What figures of scorecards count customers by and lists do not hold, so that every figure leads to its customers. Read only
/// for a condition that names it.
/// </summary>
public interface IFigureFields
{
    IReadOnlyList<FigureField> All { get; }

    /// <param name="fields">Names of <see cref="All"/>.</param>
    /// <param name="since">The earlier run of a comparison; null for that of the night before.</param>
    /// <returns>By field, then by customer id, the value as clean files write it, null where it is missing; null where nothing is
    /// known of <paramref name="since"/>.</returns>
    Task<IReadOnlyDictionary<string, Func<string, string?>>?> ReadAsync(
        IReadOnlyCollection<string> fields, RunId run, RunId? since, CancellationToken cancellationToken);
}
