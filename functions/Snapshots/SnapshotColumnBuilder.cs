using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;

namespace ReapFunctions.Snapshots;

/// <summary>Gathers a column of a snapshot from the canonical values of clean rows.</summary>
internal abstract class SnapshotColumnBuilder
{
    public abstract void Add(ReadOnlySpan<byte> canonical);

    public abstract void AddMissing();

    public abstract SnapshotColumn Build();

    public static SnapshotColumnBuilder For(Field field) =>
        field.Name.Length == 0 ? new Nothing()
        : field.Kind is var kind and not ColumnKind.Text ? new Numbers(field, kind) : new Texts(field.Name);

    /// <summary>A column without any value.</summary>
    public static SnapshotColumn Missing(Field field, int rows)
    {
        var builder = For(field);
        for (var row = 0; row < rows; row++)
            builder.AddMissing();
        return builder.Build();
    }

    /// <summary>A column that is passed over.</summary>
    private sealed class Nothing : SnapshotColumnBuilder
    {
        public override void Add(ReadOnlySpan<byte> canonical)
        {
        }

        public override void AddMissing()
        {
        }

        public override SnapshotColumn Build() => SnapshotColumn.OfText("", [], []);
    }

    private sealed class Numbers(Field field, ColumnKind kind) : SnapshotColumnBuilder
    {
        private readonly List<double> numbers = [];

        // Canonical values are in the default format whatever the file's was.
        private readonly Cell cell = Cell.For(new Field { Name = field.Name, Type = field.Type }, new Roles { CustomerId = "" });
        private readonly CellScratch scratch = new();

        public override void Add(ReadOnlySpan<byte> canonical)
        {
            var reading = cell.Read(canonical, scratch);
            if (!reading.IsRight)
                throw new InvalidDataException(
                    $"Column '{field.Name}' of the clean rows holds what is not {cell.Expected}. Clean the extract again.");
            numbers.Add(reading.Value);
        }

        public override void AddMissing() => numbers.Add(double.NaN);

        public override SnapshotColumn Build() => SnapshotColumn.OfNumbers(field.Name, kind, [.. numbers]);
    }

    private sealed class Texts(string name) : SnapshotColumnBuilder
    {
        private readonly List<int> codes = [];
        private readonly List<string> texts = [];
        private readonly Dictionary<UInt128, int> byHash = [];

        public override void Add(ReadOnlySpan<byte> canonical)
        {
            var hash = XxHash128.HashToUInt128(canonical);
            if (!byHash.TryGetValue(hash, out var code))
            {
                code = texts.Count;
                texts.Add(Encoding.UTF8.GetString(canonical));
                byHash.Add(hash, code);
            }
            codes.Add(code);
        }

        public override void AddMissing() => codes.Add(-1);

        public override SnapshotColumn Build() => SnapshotColumn.OfText(name, [.. codes], [.. texts]);
    }
}
