using System.Text;
using ReapFunctions.Contracts;

namespace ReapFunctions.Local.Reap.Drafts;

/// <summary>A contract as JSON with a comment above each member that a person must look at.</summary>
internal static class ContractComments
{
    private static readonly Dictionary<string, string> Decisions = new()
    {
        ["segment"] = "DECIDE: the column that parts customers on the scorecard.",
        ["tenureMonths"] = "DECIDE: whether this counts months since the customer came.",
        ["acquiredOn"] = "DECIDE: whether this is the day on which the customer came.",
        ["active"] = "DECIDE: who is still a customer.",
        ["openComplaint"] = "DECIDE: whose complaint is open. They are not sold to.",
        ["vulnerable"] = "DECIDE: who needs care. They are never sold to.",
        ["holdings"] = "DECIDE: which columns say that a product is held.",
        ["consents"] = "DECIDE: who may be contacted. 'assumed' is right only where everybody has agreed, or it is recorded "
            + "elsewhere.",
        ["measures"] = "DECIDE: whether these are revenue and cost, and of which time.",
        ["labels"] = "DECIDE: every column that is known only after what is predicted belongs here.",
        ["maxRejectShare"] = "DECIDE: the share of rows that may be refused before the whole file is.",
        ["detail"] = "DECIDE: what of these rows says something about a customer.",
        ["reference"] = "DECIDE: whether these rows are of no customer, and for how many days a file of them counts (days).",
        ["refersTo"] = "DECIDE: what of the other table says something about a customer.",
        ["personal"] = "DECIDE: whether these, and no others, are personal data. They are dropped before anything is stored.",
    };

    /// <param name="notes">What the inference could not tell, a sentence each.</param>
    public static string Write(Contract contract, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder();
        foreach (var note in notes)
            text.Append("// DECIDE: ").Append(note.ReplaceLineEndings(" ")).Append('\n');
        var isInReap = false;
        foreach (var line in contract.ToJson().Split('\n'))
        {
            isInReap |= line.StartsWith("  \"reap\"", StringComparison.Ordinal);
            if (isInReap && MemberOf(line) is { } member && Decisions.TryGetValue(member, out var decision))
                text.Append("    // ").Append(decision).Append('\n');
            text.Append(line.TrimEnd('\r')).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The member of <c>reap</c> that begins on a line; null for any other line.</summary>
    private static string? MemberOf(string line) =>
        line.StartsWith("    \"", StringComparison.Ordinal) && line.IndexOf('"', 5) is var end and > 0 ? line[5..end] : null;
}
