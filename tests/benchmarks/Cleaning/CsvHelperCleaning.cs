using CsvHelper;
using ReapFunctions.Storage;

namespace ReapFunctions.Benchmarks.Cleaning;

/// <summary>
/// The same work with CsvHelper, as its typed readers and writers do it, strings pooled: the same types, ranges, enumerations,
/// repairs of the generated dirt, uniqueness, buckets, canonical output and rejects. No profile, no checksum and no check of the
/// text's encoding, which ours makes besides.
/// </summary>
internal sealed class CsvHelperCleaning(int buckets)
{
    private static readonly HashSet<string> Segments = ["consumer", "family", "student", "senior", "business"];
    private static readonly HashSet<string> Plans = ["monthly", "annual", "biennial"];
    private static readonly CsvWriterOptions Output =
        new() { NewLine = "\n", TrueValue = "true", FalseValue = "false", ValidateFieldCount = false };
    private readonly HashSet<string> seen = [];
    private readonly string[] texts = new string[20];
    private readonly double?[] numbers = new double?[20];
    private readonly int?[] wholes = new int?[20];
    private readonly bool?[] flags = new bool?[20];
    private DateOnly? date;

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    public void Clean(Stream upload, Func<int, Stream> openBucket, Stream rejects)
    {
        using var csv = CsvReader.Create(
            upload, new CsvReaderOptions
            {
                Separator = ',',
                TrimWhitespace = true,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                BufferSize = 256 * 1024,
                PoolStrings = true
            }, false);
        using var rejected = CsvWriter.Create(rejects, Output, false);
        var writers = Enumerable.Range(0, buckets).Select(bucket => CsvWriter.Create(openBucket(bucket), Output, false))
            .ToArray();
        csv.ReadHeader();
        foreach (var writer in writers)
        {
            foreach (var name in csv.Headers)
                writer.WriteField(name);
            writer.EndRecord();
        }
        while (csv.Read())
        {
            var wrong = Check(csv);
            if (wrong < 0)
            {
                Accepted++;
                Write(writers[CustomerKey.Bucket(texts[0], buckets)]);
                continue;
            }
            Rejected++;
            rejected.WriteField(csv.RowNumber);
            rejected.WriteField(csv.ByteOffset);
            rejected.WriteField(wrong < csv.FieldCount ? csv.GetString(wrong) : "");
            rejected.WriteField("is wrong");
            rejected.EndRecord();
        }
        foreach (var writer in writers)
            writer.Dispose();
    }

    /// <returns>The wrong column, 20 for the row's shape, or -1.</returns>
    private int Check(CsvReader csv)
    {
        if (csv.FieldCount != 20)
            return 20;
        foreach (var column in (ReadOnlySpan<int>)[0, 1, 2, 3, 4, 19])
            texts[column] = csv.GetString(column);
        if (texts[0].Length is 0 or > 40)
            return 0;
        if (!Segments.Contains(texts[1]))
            return 1;
        if (texts[3].Length > 0 && !Plans.Contains(texts[3]))
            return 3;
        if (texts[19] is not ("active" or "left"))
            return 19;
        if (!Whole(csv, 5, 16, 110) || wholes[5] is null)
            return 5;
        if (!Whole(csv, 6, 0, 720) || wholes[6] is null)
            return 6;
        if (!Number(csv, 7, 0, 5000) || numbers[7] is null)
            return 7;
        for (var column = 8; column <= 11; column++)
        {
            if (!Number(csv, column, column == 11 ? double.MinValue : 0, double.MaxValue))
                return column;
        }
        if (!Whole(csv, 12, 0, int.MaxValue))
            return 12;
        if (!Whole(csv, 13, 0, 100))
            return 13;
        if (!Whole(csv, 14, 0, 10))
            return 14;
        for (var column = 15; column <= 17; column++)
        {
            flags[column] = null;
            if (csv.IsEmpty(column))
                continue;
            if (!csv.TryParse<bool>(column, out var flag))
                return column;
            flags[column] = flag;
        }
        date = null;
        if (!csv.IsEmpty(18))
        {
            // Its own parser takes 07.03.2021 for the third of July.
            var isRead = csv.GetSpan(18).Contains((byte)'.')
                ? DateOnly.TryParseExact(csv.GetString(18), "dd.MM.yyyy", out var day) : csv.TryParse(18, out day);
            if (!isRead)
                return 18;
            if (day.Year < 2000)
                return 18;
            date = day;
        }
        return seen.Add(texts[0]) ? -1 : 0;
    }

    private bool Whole(CsvReader csv, int column, int least, int most)
    {
        wholes[column] = null;
        if (csv.IsEmpty(column))
            return true;
        if (!csv.TryParse<int>(column, out var value))
        {
            if (!csv.TryParse<double>(column, out var number) || number != Math.Floor(number))
                return false;
            value = (int)number;
        }
        wholes[column] = value;
        return value >= least && value <= most;
    }

    private bool Number(CsvReader csv, int column, double least, double most)
    {
        numbers[column] = null;
        if (csv.IsEmpty(column))
            return true;
        if (!csv.TryParse<double>(column, out var value))
            return false;
        numbers[column] = value;
        return value >= least && value <= most;
    }

    private void Write(CsvWriter writer)
    {
        for (var column = 0; column <= 4; column++)
            writer.WriteField(texts[column]);
        writer.WriteField(wholes[5]);
        writer.WriteField(wholes[6]);
        for (var column = 7; column <= 11; column++)
            writer.WriteField(numbers[column]);
        for (var column = 12; column <= 14; column++)
            writer.WriteField(wholes[column]);
        for (var column = 15; column <= 17; column++)
            writer.WriteField(flags[column] is { } flag ? flag ? "true" : "false" : "");
        writer.WriteField(date);
        writer.WriteField(texts[19]);
        writer.EndRecord();
    }
}
