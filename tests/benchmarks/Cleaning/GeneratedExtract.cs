using System.Globalization;
using System.Text;
using ReapFunctions.Contracts;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// An extract of 20 columns as a stream, about 150 bytes a row, made from a seed while it is read: of any size, without
/// allocations. A share of the rows is dirty: half to be repaired, half to be rejected.
/// </summary>
internal sealed class GeneratedExtract(long rows, double dirtyShare, int seed = 1) : Stream
{
    private static readonly byte[][] Segments = [
        "consumer"u8.ToArray(), "family"u8.ToArray(), "student"u8.ToArray(), "senior"u8.ToArray(), "business"u8.ToArray()];
    private static readonly byte[][] Regions = [
        "north"u8.ToArray(), "east"u8.ToArray(), "south"u8.ToArray(), "west"u8.ToArray(), "centre"u8.ToArray()];
    private static readonly byte[][] Plans = ["monthly"u8.ToArray(), "annual"u8.ToArray(), "biennial"u8.ToArray()];
    private static readonly byte[][] Payments = [
        "directDebit"u8.ToArray(), "card"u8.ToArray(), "invoice"u8.ToArray(), "cash"u8.ToArray()];

    private readonly Random random = new(seed);
    private readonly byte[] buffer = new byte[64 * 1024];
    private long row = -1;
    private int used;
    private int length;

    public const string ContractJson = """
        { "source": "customers",
          "schema": { "primaryKey": "customerId", "fields": [
            { "name": "customerId", "constraints": { "required": true, "maxLength": 40 } },
            { "name": "segment", "constraints": { "required": true, "enum": ["consumer", "family", "student", "senior", "business"] } },
            { "name": "region" }, { "name": "plan", "constraints": { "enum": ["monthly", "annual", "biennial"] } }, { "name": "payment" },
            { "name": "age", "type": "integer", "constraints": { "minimum": 16, "maximum": 110 } },
            { "name": "tenureMonths", "type": "integer", "constraints": { "required": true, "minimum": 0, "maximum": 720 } },
            { "name": "monthlyRevenue", "type": "number", "constraints": { "required": true, "minimum": 0, "maximum": 5000 } },
            { "name": "revenue12m", "type": "number", "constraints": { "minimum": 0 } },
            { "name": "revenueToDate", "type": "number", "constraints": { "minimum": 0 } },
            { "name": "dataUsageGb", "type": "number", "constraints": { "minimum": 0 } },
            { "name": "callMinutes", "type": "number" },
            { "name": "calls12m", "type": "integer", "constraints": { "minimum": 0 } },
            { "name": "complaints12m", "type": "integer", "constraints": { "minimum": 0, "maximum": 100 } },
            { "name": "satisfaction", "type": "integer", "constraints": { "minimum": 0, "maximum": 10 } },
            { "name": "eBilling", "type": "boolean" }, { "name": "holdsTv", "type": "boolean" }, { "name": "vulnerable", "type": "boolean" },
            { "name": "lastContactOn", "type": "date", "constraints": { "minimum": "2000-01-01" } },
            { "name": "status", "constraints": { "required": true, "enum": ["active", "left"] } } ] },
          "reap": { "customerId": "customerId" } }
        """;

    public static Contract Contract { get; } = Contract.Read("customers.json", ContractJson);

    public long Produced { get; private set; }

    public override int Read(Span<byte> destination)
    {
        if (used == length)
            Fill();
        var taken = Math.Min(destination.Length, length - used);
        buffer.AsSpan(used, taken).CopyTo(destination);
        used += taken;
        Produced += taken;
        return taken;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) =>
        new(Read(destination.Span));

    private void Fill()
    {
        used = length = 0;
        if (row < 0)
        {
            length = Encoding.UTF8.GetBytes(string.Join(',', Contract.Schema.Fields.Select(field => field.Name)) + "\n", buffer);
            row = 0;
        }
        while (row < rows && length < buffer.Length - 512)
            WriteRow(row++);
    }

    private void WriteRow(long number)
    {
        var dirt = random.NextDouble() < dirtyShare ? random.Next(10) : -1;
        Put("C"u8, ends: false);
        Put(dirt == 5 && number > 0 ? number - 1 : number, "D9");
        Put(dirt == 6 ? "nobody"u8 : Segments[random.Next(5)]);
        Put(Regions[random.Next(5)]);
        Put(dirt == 0 ? " annual "u8 : Plans[random.Next(3)]);
        Put(Payments[random.Next(4)]);
        Put(dirt == 7 ? 300 : random.Next(16, 100));
        if (dirt == 1)
            Put("12.0"u8);
        else
            Put(random.Next(0, 300));
        var revenue = random.Next(500, 20_000);
        PutCents(revenue);
        if (dirt == 2)
        {
            Put("\""u8, ends: false);
            Put(revenue * 12 / 100, ends: false);
            Put("\""u8);
        }
        else
            PutCents(revenue * 12);
        if (dirt == 8)
            Put("unknown"u8);
        else
            PutCents(revenue * 37 / 100);
        PutCents(random.Next(100_000));
        if (random.Next(20) == 0)
            Put(""u8);
        else
            PutCents(random.Next(200_000));
        Put(random.Next(20));
        Put(random.Next(4));
        if (random.Next(2) == 0)
            Put(""u8);
        else
            Put(random.Next(11));
        Put(dirt == 3 ? "yes"u8 : random.Next(2) == 0 ? "true"u8 : "false"u8);
        Put(random.Next(2) == 0 ? "true"u8 : "false"u8);
        Put(random.Next(20) == 0 ? "true"u8 : "false"u8);
        PutDate(new DateOnly(2020, 1, 1).AddDays(random.Next(2000)), dirt == 4 ? "dd.MM.yyyy" : "yyyy-MM-dd");
        Put(dirt == 9 ? "active,extra"u8 : random.Next(10) == 0 ? "left"u8 : "active"u8);
        buffer[length - 1] = (byte)'\n';
    }

    private void PutCents(int cents)
    {
        Put(cents / 100, ends: false);
        Put("."u8, ends: false);
        Put(cents % 100, "D2");
    }

    private void PutDate(DateOnly date, string format)
    {
        date.TryFormat(buffer.AsSpan(length), out var written, format, CultureInfo.InvariantCulture);
        length += written;
        Put(""u8);
    }

    private void Put(long number, string format = "D", bool ends = true)
    {
        number.TryFormat(buffer.AsSpan(length), out var written, format, CultureInfo.InvariantCulture);
        length += written;
        Put(""u8, ends);
    }

    /// <param name="ends">The cell ends here.</param>
    private void Put(ReadOnlySpan<byte> text, bool ends = true)
    {
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
        if (ends)
            buffer[length++] = (byte)',';
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
