using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReapFunctions.Http;

/// <summary>
/// Writes to the log who pulled which list: nobody's list is without a trace. Every answer that names several customers passes
/// here, whoever is asked and in whatever format; it says how many there are, and nothing of any of them.
/// </summary>
public sealed class ListTrace(SignIn signIn, ILogger<ListTrace> log)
{
    /// <summary>What says nothing of who is on a list: the key, and the place of a page.</summary>
    private static readonly HashSet<string> Left = new([Problems.Key, "after"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a list that is answered.</summary>
    /// <param name="list">Its kind, such as <c>recovery</c>.</param>
    /// <param name="of">The run, or the upload, that it is of.</param>
    /// <param name="format"><c>json</c>, <c>csv</c>, <c>spreadsheet</c> or <c>parquet</c>.</param>
    /// <param name="customers">How many it names.</param>
    /// <param name="conditions">What was asked for, where it does not stand in the address.</param>
    public void Note(
        HttpRequest request, string list, string of, string format, long customers, IQueryCollection? conditions = null)
    {
        var asked = QueryString.Create((conditions ?? request.Query).Where(given => !Left.Contains(given.Key)));
        log.ListPulled(
            signIn.Of(request)?.Name ?? "a system", list, of, format, customers, asked.HasValue ? asked.Value! : "everybody");
    }
}
