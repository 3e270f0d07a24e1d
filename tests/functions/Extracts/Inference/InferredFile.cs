using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>A file, the contract proposed for it, and what cleaning makes of it by that contract.</summary>
internal sealed record InferredFile(ContractProposal? Proposal, Refusal? Refusal, SmallExtract.Cleaned? Cleaned)
{
    public Contract Contract => Proposal!.Contract;

    public Receipt Receipt => Cleaned!.Receipt;

    public IReadOnlyList<string> Notes => Proposal!.Notes;

    public static Task<InferredFile> OfAsync(string text) => OfAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<InferredFile> OfAsync(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        var (proposal, refusal) = await ContractInference.InferAsync(file, "customers", default);
        if (proposal is null)
            return new(null, refusal, null);
        return new(proposal, null, await SmallExtract.Clean(bytes, Contract.Read("inferred.json", proposal.Contract.ToJson())));
    }

    /// <summary>A header and rows that differ in their first column, an id.</summary>
    public static string Rows(string header, int rows, Func<int, string> row) =>
        $"{header}\n{string.Concat(Enumerable.Range(0, rows).Select(number => $"C{number:D4}{row(number)}\n"))}";

    public Field Field(string name) => Contract.Schema.Fields.Single(field => field.Name == name);

    /// <summary>The sum of a column's clean values.</summary>
    public async Task<double> SumAsync(string name)
    {
        var place = Contract.CleanFields.Select(field => field.Name).ToList().IndexOf(name);
        return (await Cleaned!.CleanRowsAsync())
            .Sum(row => double.Parse(row[place], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Every row is taken, none rejected.</summary>
    public void TakesAll(int rows)
    {
        Assert.Null(Refusal);
        Assert.Equal((rows, 0L), (Receipt.Read, Receipt.Rejected));
    }
}
