using System.Text;
using ReapFunctions.Extracts;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// An extract of 20 columns as a stream, about 150 bytes a row, made from a seed while it is read: of any size, in no memory. A share of the
/// rows is dirty: half to be repaired, half to be rejected.
/// </summary>
internal sealed class GeneratedExtract(long rows, double dirtyShare, int seed = 1) : Stream
{
    private static readonly string[] Segments = ["consumer", "family", "student", "senior", "business"];
    private static readonly string[] Regions = ["north", "east", "south", "west", "centre"];
    private static readonly string[] Plans = ["monthly", "annual", "biennial"];
    private static readonly string[] Payments = ["directDebit", "card", "invoice", "cash"];

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

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) => new(Read(destination.Span));

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
        Put($"C{(dirt == 5 && number > 0 ? number - 1 : number):D9}");
        Put(dirt == 6 ? "nobody" : Segments[random.Next(5)]);
        Put(Regions[random.Next(5)]);
        Put(dirt == 0 ? " annual " : Plans[random.Next(3)]);
        Put(Payments[random.Next(4)]);
        Put($"{(dirt == 7 ? 300 : random.Next(16, 100))}");
        Put(dirt == 1 ? "12.0" : random.Next(0, 300).ToString());
        var revenue = random.Next(500, 20_000);
        Cents(revenue);
        if (dirt == 2)
            Put($"\"{revenue * 12 / 100}\"");
        else
            Cents(revenue * 12);
        Put(dirt == 8 ? "unknown" : (revenue * 0.37).ToString("F2"));
        Cents(random.Next(100_000));
        if (random.Next(20) == 0)
            Put("");
        else
            Cents(random.Next(200_000));
        Put($"{random.Next(20)}");
        Put($"{random.Next(4)}");
        Put(random.Next(2) == 0 ? "" : random.Next(11).ToString());
        Put(dirt == 3 ? "yes" : random.Next(2) == 0 ? "true" : "false");
        Put(random.Next(2) == 0 ? "true" : "false");
        Put(random.Next(20) == 0 ? "true" : "false");
        var day = new DateOnly(2020, 1, 1).AddDays(random.Next(2000));
        Put(dirt == 4 ? $"{day:dd.MM.yyyy}" : $"{day:yyyy-MM-dd}");
        Put(dirt == 9 ? "active,extra" : random.Next(10) == 0 ? "left" : "active");
        buffer[length - 1] = (byte)'\n';
    }

    private void Cents(int cents) => Put($"{cents / 100}.{cents % 100:D2}");

    private void Put(string text)
    {
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
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
