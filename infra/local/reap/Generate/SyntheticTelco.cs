using System.Text;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// A synthetic telco: extracts of the source <c>customers</c> and of its detail sources for any drop, of any size, from a seed,
/// and the truth behind them. Writes as it goes: memory does not grow with the number of customers. Not safe for use by several
/// threads.
/// </summary>
internal sealed class SyntheticTelco(TelcoOptions options)
{
    /// <summary>Bytes to gather before writing.</summary>
    private const int BlockSize = 900_000;

    private readonly Utf8Block block = new();
    private readonly CsvLine row = new();
    private readonly TelcoWorld world = new(options);

    public TelcoWorld World => world;

    public DateOnly DateOf(int drop) => options.FirstDrop.AddDays(drop);

    /// <summary>The customers of a drop, by number.</summary>
    public IEnumerable<CustomerAtDrop> CustomersOf(int drop)
    {
        for (var number = 0L; number < options.CustomersUpTo(drop); number++)
        {
            if (Life.TryAt(world, number, options.ArrivalOf(number), drop, out var customer))
                yield return customer;
        }
    }

    /// <summary>The id that a customer has in every extract.</summary>
    public string IdOf(long number) => CustomerId.Of(world.RandomOf(number), number);

    /// <summary>Whether the customer says yes to a contact made.</summary>
    /// <param name="contact">One of the options'.</param>
    public bool Accepts(Contact contact) => Life.Accepts(world, contact, options.ArrivalOf(contact.Customer));

    /// <summary>What is wrong with a customer's row of a drop; null for clean.</summary>
    public DirtKind? DirtOf(long number, int drop) =>
        new Dirt(options.Dirty).Of(world.RandomOf(number), drop);

    /// <summary>Writes the extract of customers of a drop as CSV.</summary>
    /// <param name="drop">0 is the first.</param>
    /// <param name="output">Left open.</param>
    /// <param name="progress">Told the customers written so far, every few thousand.</param>
    public async Task<ExtractSummary> WriteExtractAsync(
        int drop, Stream output, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var tally = new Tally();
        block.Clear();
        block.Add(Encoding.UTF8.GetBytes(string.Join(',', CustomerColumns.Names) + "\n"));
        foreach (var customer in CustomersOf(drop))
        {
            Append(customer, drop, tally);
            if (block.Length >= BlockSize)
            {
                await FlushAsync(output, cancellationToken);
                progress?.Report(tally.Customers);
            }
        }
        await FlushAsync(output, cancellationToken);
        progress?.Report(tally.Customers);
        return new ExtractSummary(DateOf(drop), tally.Customers, tally.Lines, tally.Left, tally.Dirty);
    }

    /// <summary>Writes the extract of a detail source as CSV.</summary>
    /// <inheritdoc cref="WriteExtractAsync"/>
    public async Task<DetailSummary> WriteDetailsAsync(
        DetailShape shape, int drop, Stream output, CancellationToken cancellationToken = default)
    {
        var rows = new DetailWriter(shape, options.Dirty, block);
        var details = new CustomerDetails(drop, DateOf(drop), options);
        var id = new byte[600];
        block.Clear();
        block.Add(Encoding.UTF8.GetBytes(string.Join(',', shape.Columns) + "\n"));
        foreach (var customer in CustomersOf(drop))
        {
            var length = CustomerId.Write(world.RandomOf(customer.Number), customer.Number, id);
            details.Write(
                shape, rows, world.RandomOf(customer.Number, customer.Round), customer, id.AsSpan(0, length), customer.Arrival);
            if (block.Length >= BlockSize)
                await FlushAsync(output, cancellationToken);
        }
        await FlushAsync(output, cancellationToken);
        return rows.Summary;
    }

    /// <summary>Writes the extract of enquiries of a drop as CSV.</summary>
    /// <inheritdoc cref="WriteExtractAsync"/>
    public async Task<DetailSummary> WriteEnquiriesAsync(
        int drop, Stream output, CancellationToken cancellationToken = default)
    {
        block.Clear();
        var summary = new EnquiryFile(options, IdOf).Write(drop, block);
        await FlushAsync(output, cancellationToken);
        return summary;
    }

    private void Append(in CustomerAtDrop customer, int drop, Tally tally)
    {
        var random = world.RandomOf(customer.Number);
        CustomerColumns.Write(row, random, world.RandomOf(customer.Number, customer.Round), customer, world);
        tally.Customers++;
        tally.Lines++;
        tally.Left += customer.Left ? 1 : 0;
        if (new Dirt(options.Dirty).Of(random, drop) is not { } kind)
        {
            row.WriteTo(block);
            return;
        }
        kind = Dirt.Write(kind, row, random.Below(Draw.DirtyField, 1 << 20, drop), block);
        tally.Dirty[kind] = tally.Dirty.GetValueOrDefault(kind) + 1;
        tally.Lines += kind == DirtKind.DuplicateId ? 1 : 0;
    }

    private async Task FlushAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(block.Written, cancellationToken);
        block.Clear();
    }

    private sealed class Tally
    {
        public long Customers { get; set; }
        public long Lines { get; set; }
        public long Left { get; set; }
        public Dictionary<DirtKind, long> Dirty { get; } = [];
    }
}
