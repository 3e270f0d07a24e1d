using System.IO.Compression;
using System.Text;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Snapshots;
using ReapFunctions.Tests.Csv;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>
/// Files written from known rows in every dialect, quoting, encoding and line end, some rows damaged: cleaning gives exactly the
/// sound rows and rejects exactly the damaged ones.
/// </summary>
public sealed class KnownRowsFuzzTests
{
    private const int Columns = 4;

    [Fact]
    public async Task SoundRowsComeBackAndDamagedOnesAreRejected()
    {
        for (var seed = 0; seed < RowReaderFuzzTests.Files; seed++)
            await Check(new KnownFile(seed));
    }

    private static async Task Check(KnownFile file)
    {
        var contract = SmallExtract.With(
            """{ "name": "id" }, { "name": "a" }, { "name": "b" }, { "name": "c" }""", file.DuplicatesAllowed,
            dialect: file.DialectJson).With(1);
        var cleaned = await SmallExtract.Clean(file.Bytes, contract, blockSize: file.BlockSize);

        Assert.True(
            cleaned.Receipt.Read == file.Rows.Count,
            $"seed {file.Seed}: {cleaned.Receipt.Read} rows read, {file.Rows.Count} written");
        Assert.Equal(file.Rows.Count(row => row.IsDamaged), cleaned.Receipt.Rejected);
        CheckOffsets(file, cleaned);
        var rejected = (await cleaned.RejectedRowsAsync()).Select(row => RejectedRow.TryParse(row[^1])!.Value.Number);
        Assert.Equal(
            Enumerable.Range(1, file.Rows.Count).Where(row => file.Rows[row - 1].IsDamaged).Select(row => (long)row), rejected);

        using var clean = new MemoryStream(Encoding.UTF8.GetBytes(cleaned.Buckets[0]));
        if (cleaned.Receipt.Rejected == cleaned.Receipt.Read)
            return;
        var snapshot = await SnapshotReader.ReadAsync(clean, contract, default);
        var sound = file.Rows.Where(row => !row.IsDamaged).ToList();
        Assert.Equal(sound.Count, snapshot.Rows);
        for (var row = 0; row < sound.Count; row++)
        {
            var values = snapshot.Columns.Select(column => column.Text(row) ?? "");
            Assert.True(values.SequenceEqual(sound[row].Values), $"seed {file.Seed}, row {row}: {string.Join('|', values)}");
        }
    }

    /// <summary>Each reject's offset is where its row begins in the file, unpacked.</summary>
    private static void CheckOffsets(KnownFile file, SmallExtract.Cleaned cleaned)
    {
        foreach (var reject in cleaned.Receipt.Rejects.SelectMany(reason => reason.Examples))
        {
            var row = file.Encoded(file.Rows[(int)reject.Row - 1].Written);
            Assert.True(
                file.Unpacked.AsSpan((int)reject.Offset!.Value)
                .StartsWith(row), $"seed {file.Seed}: row {reject.Row} is not at byte {reject.Offset}");
        }
    }

    private sealed record KnownRow(string[] Values, string Written, bool IsDamaged);

    private sealed class KnownFile
    {
        private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
        private readonly Random random;
        private readonly char delimiter;
        private readonly char quote;
        private readonly char? escape;
        private readonly bool isUtf8;
        private readonly bool isNarrow;
        private readonly int encoding;

        public KnownFile(int seed)
        {
            Seed = seed;
            random = new Random(seed);
            delimiter = ",;\t|"[random.Next(4)];
            quote = random.Next(4) == 0 ? '\'' : '"';
            escape = random.Next(4) == 0 ? '\\' : null;
            encoding = random.Next(5);
            isUtf8 = encoding <= 1;
            isNarrow = encoding is 3 or 4;
            BlockSize = random.Next(2) == 0 ? RowReader.DefaultBlock : random.Next(16, 400);
            DialectJson =
                $"\"delimiter\": \"{(delimiter == '\t' ? "\\t" : delimiter)}\", \"quoteChar\": "
                + $"\"{(quote == '"' ? "\\\"" : quote)}\", "
                + $"\"doubleQuote\": "
                    + $"{(escape is null ? "true" : "false")}{(escape is null ? "" : ", \"escapeChar\": \"\\\\\"")}, "
                + $"\"encoding\": \"{new[] { "utf-8", "utf-8", "utf-16", "latin-1", "windows-1252" }[encoding]}\"";
            Unpacked = Write();
            Bytes = random.Next(4) == 0 ? Pack(Unpacked) : Unpacked;
        }

        public int Seed { get; }

        public int BlockSize { get; }

        public string DialectJson { get; }

        public string DuplicatesAllowed { get; } = ", \"duplicates\": \"allow\"";

        public byte[] Bytes { get; }

        public byte[] Unpacked { get; }

        public List<KnownRow> Rows { get; } = [];

        private byte[] Write()
        {
            var oneEnd = random.Next(2) == 0 ? LineEnds[random.Next(3)] : null;
            var text = new StringBuilder(string.Join(delimiter, "id", "a", "b", "c")).Append(oneEnd ?? "\n");
            var rows = random.Next(1, 40);
            for (var row = 0; row < rows; row++)
            {
                text.Append(random.Next(5) == 0 ? Damaged() : Sound());
                if (row < rows - 1 || random.Next(2) == 0)
                    text.Append(oneEnd ?? LineEnds[random.Next(3)]);
                if (random.Next(20) == 0)
                    text.Append(oneEnd ?? "\n");
            }
            byte[] mark = encoding switch
            {
                1 => [0xEF, 0xBB, 0xBF],
                2 when random.Next(2) == 0 => Encoding.Unicode.GetPreamble(),
                _ => [],
            };
            return [.. mark, .. Encoded(text.ToString())];
        }

        public byte[] Encoded(string text) => encoding switch
        {
            0 or 1 => Utf8(text),
            2 => Encoding.Unicode.GetBytes(text),
            3 => Encoding.Latin1.GetBytes(text),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        };

        // One character stands for a byte that is no UTF-8.
        private static byte[] Utf8(string text) =>
            [.. text.Split('\uE000').Select(Encoding.UTF8.GetBytes).Aggregate((left, right) => [.. left, 0xFF, .. right])];

        private static byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(bytes);
            return packed.ToArray();
        }

        private string Sound()
        {
            var values = Values();
            var written = Join(values);
            Rows.Add(new(values, written, false));
            return written;
        }

        private string[] Values()
        {
            var values = new string[Columns];
            for (var column = 0; column < Columns; column++)
                values[column] = column == 0 ? $"c{Rows.Count}" : Value();
            return values;
        }

        private string Value()
        {
            if (random.Next(6) == 0)
                return "";
            // The edges are letters: white space there would be trimmed, and a value that begins like the end of another hides a
            // lost quote.
            var inside = new StringBuilder().Append(Letter());
            for (var length = random.Next(0, 12); length > 0; length--)
            {
                inside.Append(random.Next(6) switch
                {
                    0 => delimiter,
                    1 => quote,
                    2 => random.Next(3) == 0 ? "\r\n"[random.Next(2)] : ' ',
                    3 when escape is not null => '\\',
                    _ => Letter(),
                });
            }
            return inside.Append(Letter()).ToString();
        }

        private char Letter() => random.Next(5) == 0 ? isNarrow ? 'é' : "é€ß漢"[random.Next(4)] : (char)('a' + random.Next(26));

        private string Join(IEnumerable<string> values) => string.Join(delimiter, values.Select(Write));

        private string Write(string value)
        {
            var needs = value.IndexOfAny([delimiter, quote, '\r', '\n', '\\']) >= 0;
            return needs || random.Next(3) == 0 ? Quoted(value) : value;
        }

        private string Quoted(string value)
        {
            var inside = escape is null
                ? value.Replace($"{quote}", $"{quote}{quote}")
                : value.Replace("\\", "\\\\").Replace($"{quote}", $"\\{quote}");
            return $"{quote}{inside}{quote}";
        }

        private string Damaged()
        {
            var values = Values();
            var written = Damage(values);
            Rows.Add(new(values, written, true));
            return written;
        }

        private string Damage(string[] values)
        {
            for (var column = 1; column < Columns; column++)
                values[column] = $"{Letter()}x";
            var plain = string.Join(delimiter, values);
            return random.Next(7) switch
            {
                0 => $"{plain}{delimiter}more",
                1 => string.Join(delimiter, values[..3]),
                2 => string.Join(delimiter, values[..3]) + $"{delimiter}{quote}one{quote}two",
                3 => plain.Insert(plain.Length - 1, "\0"),
                4 when isUtf8 => plain.Insert(plain.Length - 1, "\uE000"),
                5 => string.Join(delimiter, values[1..].Prepend("")),
                _ => string.Join(delimiter, values[..3]) + $"{delimiter}{quote}lost",
            };
        }
    }
}
