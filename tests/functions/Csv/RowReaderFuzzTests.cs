using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Tests.Csv;

/// <summary>The fast reader against the naive one, on text made of little else than trouble.</summary>
public sealed class RowReaderFuzzTests
{
    private const string Trouble = "aaabc  ,,,,\"\"\"\n\n\r\\#';\0é\u00FF";

    /// <summary>10,000 files when REAP_LONG is 1.</summary>
    internal static int Files => Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 10_000 : 400;

    private static readonly Dialect[] Dialects =
    [
        new(),
        new() { Delimiter = ";", SkipInitialSpace = true },
        new() { EscapeChar = "\\", CommentChar = "#" },
        new() { EscapeChar = "\\", DoubleQuote = false, QuoteChar = "'" },
        new() { QuoteChar = "", CommentChar = "#" },
    ];

    [Fact]
    public async Task EveryRowIsWhatTheNaiveReaderFinds()
    {
        for (var seed = 0; seed < Files; seed++)
        {
            var random = new Random(seed);
            var text = Text(random, random.Next(0, 700));
            var dialect = Dialects[random.Next(Dialects.Length)];
            var width = random.Next(0, 4);
            var longestRow = random.Next(3) == 0 ? random.Next(5, 100) : 100_000;
            var blockSize = random.Next(3) == 0 ? 4096 : random.Next(1, 150);
            await Compare(text, dialect, width, longestRow, blockSize, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task ACommentLongerThanRowsMayBeIsPassed(string lineEnd)
    {
        for (var length = 1; length < 300; length++)
        {
            var text = $"a,b{lineEnd}#{new string('x', length)}{lineEnd}c,d{lineEnd}#{new string('y', length)}";
            await Compare(text, Dialects[2], 2, longestRow: 8, blockSize: 44, $"{length} characters");
        }
    }

    [Fact]
    public async Task EveryByteBetweenTheRowsIsALineEndABlankLineOrAComment()
    {
        for (var seed = 0; seed < Files; seed++)
        {
            var random = new Random(seed);
            var text = Text(random, random.Next(0, 700));
            var (rows, passed) = await Read(text, Dialects[2], 0, 100_000, 64);
            long at = 0;
            foreach (var row in rows.Append(new(0, passed, "", RowFlags.None, [])))
            {
                foreach (var line in text[(int)at..(int)row.Offset].Split('\n', '\r'))
                    Assert.True(line.Length == 0 || line[0] == '#', $"seed {seed}: '{line}' is lost before byte {row.Offset}");
                at = row.Offset + row.Raw.Length;
            }
            Assert.Equal(text.Length, passed);
        }
    }

    private static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            if (random.Next(12) == 0)
                text.Append(random.Next(2) == 0 ? "\r\n" : "\"a,b\"");
            else if (random.Next(40) == 0)
                text.Append('x', random.Next(60, 140));
            else
                text.Append(Trouble[random.Next(Trouble.Length)]);
        }
        return text.ToString();
    }

    private static async Task Compare(string text, Dialect dialect, int width, int longestRow, int blockSize, string what)
    {
        var naive = new NaiveReader(text, dialect, longestRow, width);
        var expected = naive.Read();
        var (rows, passed) = await Read(text, dialect, width, longestRow, blockSize);
        for (var row = 0; row < Math.Min(rows.Count, expected.Count); row++)
        {
            Assert.True(Same(expected[row], rows[row]),
                $"{what}, row {row}:\n{Show(expected[row])}\n{Show(rows[row])}\nin "
                    + $"{text.Replace("\n", "\\n").Replace("\r", "\\r")}");
        }
        Assert.True(expected.Count == rows.Count, $"{what}: {expected.Count} rows expected, {rows.Count} read");
        Assert.Equal(text.Length, passed);
    }

    private static bool Same(NaiveRow left, NaiveRow right) =>
        left.Line == right.Line
        && left.Offset == right.Offset && left.Raw == right.Raw && left.Damage == right.Damage
        && left.Fields.SequenceEqual(right.Fields);

    private static string Show(NaiveRow row) =>
        $"line {row.Line} offset {row.Offset} {row.Damage} [{string.Join("|", row.Fields)}]".Replace("\n", "\\n")
            .Replace("\r", "\\r");

    internal static async Task<(List<NaiveRow> Rows, long Passed)> Read(
        string text, Dialect dialect, int width, int longestRow, int blockSize)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(text));
        await using var source = await TextSource.OpenAsync(stream, TextEncoding.Utf8, default);
        var reader = new RowReader(source, dialect, blockSize, longestRow) { Width = width };
        var rows = new List<NaiveRow>();
        var block = new RowBlock();
        while (await reader.ReadAsync(block, default))
        {
            Assert.Equal(rows.Count, block.RowsBefore);
            for (var row = 0; row < block.Rows; row++)
            {
                var fields = Enumerable.Range(0, block.Fields(row))
                    .Select(field => Encoding.Latin1.GetString(block.Field(row, field)));
                rows.Add(new(block.LineOf(row), block.OffsetOf(row), Encoding.Latin1.GetString(block.Raw(row)),
                    block.Flags[row] & RowFlags.Damaged, [.. fields]));
            }
        }
        return (rows, reader.Passed);
    }
}
