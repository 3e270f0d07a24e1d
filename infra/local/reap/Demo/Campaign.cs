using System.Text;
using ReapFunctions.Local.Reap.Api;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>
/// A simulated campaign between the two nights: agents call the head of a list, every fifth customer says yes, and who said yes
/// holds the product in the extract of the second night. Its effect is known, so that the proof can be held against it.
/// </summary>
/// <param name="Called">Customers who were called.</param>
/// <param name="Accepted">Those who said yes.</param>
internal sealed record Campaign(IReadOnlyList<string> Called, IReadOnlyList<string> Accepted)
{
    /// <summary>The target whose list is called, the offer made and the product taken up.</summary>
    public const string Product = "broadband";

    private const string Channel = "call";
    private const string Column = "holdsBroadband";
    private const int Calls = 500;
    private const int OneIn = 5;
    private const int Together = 4;

    /// <summary>Fetches the list and records what everybody said; null when nothing predicts who takes the product up.</summary>
    public static async Task<Campaign?> RunAsync(ReapClient client, CancellationToken cancellationToken)
    {
        if (!(await client.ModelsAsync(cancellationToken)).Models.Any(model => model.Champion && model.Target == Product))
            return null;
        var list = await client.ListAsync(Product, Calls, Channel, cancellationToken);
        var called = list.Rows.Select(row => row.CustomerId).ToArray();
        var accepted = called.Where((_, index) => index % OneIn == 0).ToArray();
        await Parallel.ForEachAsync(
            called.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken },
            async (customer, cancellationToken) =>
                await client.PostOutcomeAsync(customer.Item, Product, Reply(customer.Index), Channel, cancellationToken));
        return new Campaign(called, accepted);
    }

    /// <summary>
    /// Lets everybody who accepted hold the product in an extract; rows with quotes in them are left as they are.
    /// </summary>
    public async Task WriteAsync(string extract, CancellationToken cancellationToken)
    {
        // Every byte is a letter of Latin-1: bytes that are no text survive.
        var lines = (await File.ReadAllTextAsync(extract, Encoding.Latin1, cancellationToken)).Split('\n');
        var place = Array.IndexOf(lines[0].TrimEnd('\r').Split(','), Column);
        var holders = Accepted.ToHashSet(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            if (!holders.Contains(cells[0]) || place >= cells.Length || lines[i].Contains('"', StringComparison.Ordinal))
                continue;
            cells[place] = "true";
            lines[i] = string.Join(',', cells);
        }
        await File.WriteAllTextAsync(extract, string.Join('\n', lines), Encoding.Latin1, cancellationToken);
    }

    private static string Reply(int index) => index % OneIn == 0 ? "accepted" : index % OneIn == 1 ? "later" : "declined";
}
