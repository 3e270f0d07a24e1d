using System.Globalization;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights of the same rows, delivered as text, as a zip archive and as Parquet with typed columns.</summary>
public class PackedNightTests
{
    private const int Buckets = 2;

    [Fact]
    public async Task ZipAndParquetGiveTheRecordsThatTextGives()
    {
        var nights = new[] { await TextOfAsync(0), await TextOfAsync(1) };

        var text = await PlayAsync(("customers.csv", nights[0]), ("customers.csv", nights[1]));
        var packed = await PlayAsync(
            ("customers.zip", Zips.Of(("customers.csv", Encoding.UTF8.GetString(nights[0])))),
            ("customers.parquet", await ParquetOfAsync(nights[1])));

        Assert.All(text, night => Assert.InRange(night.Count, 3 * Extracts.Customers, int.MaxValue));
        Assert.Equal(text[0], packed[0]);
        Assert.Equal(text[1], packed[1]);
    }

    /// <summary>Runs a night for each file, one day after the other.</summary>
    /// <returns>By night: what was published.</returns>
    private static async Task<List<IReadOnlyList<string>>> PlayAsync(params (string File, byte[] Content)[] nights)
    {
        var account = new TestAccount();
        await account.InitializeAsync();
        await using var flow = new Flow(account, Buckets);
        var published = new List<IReadOnlyList<string>>();
        foreach (var (file, content) in nights)
        {
            var run = new RunId(Extracts.FirstNight.AddDays(published.Count), 1);
            await flow.PlayAsync(await flow.CleanAsync($"customers/{run.Date:yyyy-MM-dd}/{file}", content));
            Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
            published.Add(await StorageDigest.OfAsync(account.ConnectionString, run));
        }
        await account.DisposeAsync();
        return published;
    }

    /// <summary>Without rows that are wrong, which no typed column could hold.</summary>
    private static async Task<byte[]> TextOfAsync(int night)
    {
        using var bytes = new MemoryStream();
        await new SyntheticTelco(
            new TelcoOptions { Labelled = true, Customers = Extracts.Customers, FirstDrop = Extracts.FirstNight, Dirty = 0 })
            .WriteExtractAsync(night, bytes);
        return bytes.ToArray();
    }

    private static async Task<byte[]> ParquetOfAsync(byte[] text)
    {
        await using var rows = await CsvRows.OpenAsync(new MemoryStream(text), default);
        await rows.NextAsync(default);
        var names = rows.AllCells();
        var cells = names.Select(_ => new List<string>()).ToArray();
        while (await rows.NextAsync(default))
        {
            for (var column = 0; column < names.Length; column++)
                cells[column].Add(rows.Cell(column));
        }
        var fields = Portfolio.Read(ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), ""))
            .Contracts["customers"].Schema.Fields.ToDictionary(field => field.Name);
        var file = new ParquetFile();
        for (var column = 0; column < names.Length; column++)
            file = Add(file, names[column], fields[names[column]].Type, cells[column]);
        return await file.BytesAsync(groupRows: 500);
    }

    private static ParquetFile Add(ParquetFile file, string name, FieldType type, IReadOnlyList<string> cells) => type switch
    {
        FieldType.Integer => file.Column(name, Values(cells, text => long.Parse(text, CultureInfo.InvariantCulture))),
        FieldType.Number => file.Column(name, Values(cells, text => double.Parse(text, CultureInfo.InvariantCulture))),
        FieldType.Boolean => file.Column(name, Values(cells, bool.Parse)),
        FieldType.Date => file.Moments(
            name, Parquet.Schema.DateTimeFormat.Date, Values(cells, text => DateTime.SpecifyKind(
                DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateTimeKind.Utc))),
        _ => file.Texts(name, [.. cells.Select(text => text.Length == 0 ? null : text)]),
    };

    private static T?[] Values<T>(IEnumerable<string> cells, Func<string, T> parse)
        where T : struct => [.. cells.Select(text => text.Length == 0 ? (T?)null : parse(text))];
}
