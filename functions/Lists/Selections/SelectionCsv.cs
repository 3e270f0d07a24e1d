using System.Globalization;
using System.Runtime.CompilerServices;
using ReapFunctions.Csv;

namespace ReapFunctions.Lists.Selections;

/// <summary>The customers of a selection as they are kept: the columns of a list that leave the system, and two more.</summary>
internal static class SelectionCsv
{
    private static readonly string[] Header = [.. ListCsv.Header, "gain", "leftOut"];

    /// <summary>Columns of a list that hold numbers.</summary>
    private static readonly string[] Numbers = ["propensity", "value", "decile", "expected"];

    /// <summary>A column that leaves the system, and whether it holds numbers.</summary>
    public static readonly IReadOnlyList<(string Name, bool IsNumber)> Columns =
        [.. ListCsv.Header.Select(name => (name, Numbers.Contains(name)))];

    /// <summary>Writes customers, and counts them.</summary>
    public static async Task<SelectionSums> WriteAsync(
        IAsyncEnumerable<SelectedCustomer> customers, Stream output, CancellationToken cancellationToken)
    {
        var csv = new CsvWriter(output);
        var sums = new SelectionSums();
        csv.Row(Header);
        await foreach (var customer in customers.WithCancellation(cancellationToken))
        {
            csv.Unended(customer.Entry).Number(customer.Gain).Text(customer.LeftOut).EndRow();
            sums.Add(customer);
            if (csv.IsFull)
                await csv.FlushAsync(cancellationToken);
        }
        await csv.FlushAsync(cancellationToken);
        return sums;
    }

    /// <summary>Those who are to be contacted, each by the columns that leave the system.</summary>
    public static async IAsyncEnumerable<string[]> ToContactAsync(
        Stream stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var rows in RowsAsync(stored, cancellationToken))
        {
            if (rows.Cell(Header.Length - 1).Length == 0)
                yield return [.. rows.AllCells().Take(ListCsv.Header.Count)];
        }
    }

    /// <summary>Each customer chosen or left out, with what contacting them promised.</summary>
    public static async IAsyncEnumerable<(string CustomerId, float Gain)> GainsAsync(
        Stream stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var rows in RowsAsync(stored, cancellationToken))
            yield return (rows.Cell(0), float.Parse(rows.Cell(Header.Length - 2), CultureInfo.InvariantCulture));
    }

    private static async IAsyncEnumerable<CsvRows> RowsAsync(
        Stream stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await CsvRows.OpenAsync(stored, cancellationToken);
        if (!await rows.NextAsync(cancellationToken) || !rows.AllCells().SequenceEqual(Header))
            throw new InvalidDataException("These are not the customers of a selection. Keep it again under another name.");
        while (await rows.NextAsync(cancellationToken))
            yield return rows;
    }
}

/// <summary>What a selection comes to, while its customers are written.</summary>
internal sealed class SelectionSums
{
    public long Customers { get; private set; }

    public long Control { get; private set; }

    public RuleCounts Refused { get; } = [];

    public decimal Promised { get; private set; }

    public decimal Cost { get; private set; }

    public void Add(SelectedCustomer customer)
    {
        switch (customer.LeftOut)
        {
            case null:
                Customers++;
                Promised += (decimal)customer.Gain;
                Cost += (decimal)customer.Entry.Contact;
                break;
            case SelectedCustomer.Control:
                Control++;
                break;
            default:
                Refused.Add(customer.LeftOut);
                break;
        }
    }
}
