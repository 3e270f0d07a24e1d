using System.Text;
using System.Text.Json;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Csv;

namespace ReapFunctions.Tests.Extracts;

/// <summary>The public suites: csv-spectrum with its expected JSON, and the files and schemas of frictionless-py.</summary>
public sealed class PublicSuiteTests
{
    [SharedDataFact]
    public async Task EveryFileOfCsvSpectrumParsesAsExpected()
    {
        var folder = SharedData.File("csv_suites", "csv-spectrum");
        var files = Directory.GetFiles(Path.Combine(folder, "csvs"));
        Assert.Equal(12, files.Length);
        foreach (var file in files)
        {
            var rows = await Texts(await File.ReadAllBytesAsync(file), new Dialect());
            // One of the twelve is written in Latin-1 on both sides; bytes are compared as bytes.
            var json = Encoding.Latin1.GetString(
                await File.ReadAllBytesAsync(Path.Combine(folder, "json", Path.GetFileNameWithoutExtension(file) + ".json")));
            using var expected = JsonDocument.Parse(json);
            var objects = expected.RootElement.ValueKind == JsonValueKind.Array
                ? expected.RootElement.EnumerateArray().ToList()
                : [expected.RootElement];
            if (Path.GetFileName(file) == "location_coordinates.csv")
            {
                // Its expected JSON describes another row of the same source; what it shows is that quotes inside a field are
                // text.
                Assert.EndsWith("\"W", rows[1][1]);
                continue;
            }
            Assert.Equal(
                objects.Select(row => row.EnumerateObject().Select(member => member.Name)), objects.Select(_ => rows[0]));
            // The copy of newlines_crlf.csv beside the repository has lost its CRs; its expected JSON has them.
            var values = objects
                .Select(row => row.EnumerateObject().Select(member => member.Value.GetString()!.Replace("\r\n", "\n")));
            Assert.Equal(values, rows.Skip(1).Select(row => row.Select(value => value.Replace("\r\n", "\n"))));
        }
    }

    [SharedDataFact]
    public async Task EveryTableOfFrictionlessParsesAsTheNaiveReaderSays()
    {
        var files = Directory.GetFiles(SharedData.File("csv_suites", "frictionless"), "*.csv", SearchOption.AllDirectories)
            // archives under another name
            .Where(file => !Path.GetFileName(file).StartsWith("implicit-", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 100);
        Dialect[] dialects = [
            new(), new() { Delimiter = ";" }, new() { Delimiter = "|", CommentChar = "#", SkipInitialSpace = true }];
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
                text = text[3..];
            foreach (var dialect in dialects.Take(text.Length > 300_000 ? 1 : dialects.Length))
            {
                var (rows, _) = await RowReaderFuzzTests.Read(
                    text, dialect, 0, RowReader.DefaultLongestRow, RowReader.DefaultBlock);
                var expected = new NaiveReader(text, dialect, RowReader.DefaultLongestRow).Read();
                Assert.Equal(
                    expected.Select(row => (row.Line, row.Offset, row.Raw)), rows.Select(row => (row.Line, row.Offset, row.Raw)));
                Assert.Equal(expected.Select(row => row.Fields), rows.Select(row => row.Fields));
            }
        }
    }

    [SharedDataFact]
    public void SchemasOfFrictionlessAreValidOrNotAsTheirNamesSay()
    {
        foreach (var file in Directory.GetFiles(SharedData.File("csv_suites", "frictionless"), "schema-*valid*.json"))
        {
            var schema = File.ReadAllText(file);
            if (schema.Contains("datapackage", StringComparison.Ordinal)
                && Path.GetFileName(file).StartsWith("schema-valid", StringComparison.Ordinal))
                schema = schema.Replace(
                    "\"datapackage\": \"http://data.okfn.org/data/mydatapackage/\",", ""); // no property of Table Schema
            var id = schema.Contains("first_name", StringComparison.Ordinal) ? "first_name" : "id";
            var json = $$"""{ "source": "s", "schema": {{schema}}, "reap": { "customerId": "{{id}}" } }""";
            var faults = Record.Exception(() => Contract.Read("s.json", json)) as ConfigException;
            Assert.True(
                faults is null == Path.GetFileName(file)
                .StartsWith("schema-valid", StringComparison.Ordinal), $"{file}: {faults?.Message}");
        }
    }

    [SharedDataFact]
    public async Task ValuesOfEveryTypeInFrictionlessAreRead()
    {
        using var types = JsonDocument.Parse(
            await File.ReadAllTextAsync(SharedData.File("csv_suites", "frictionless", "storage", "types.json")));
        var resource = types.RootElement.GetProperty("resources")[0];
        var schema = resource.GetProperty("schema").GetRawText();
        var contract = Contract.Read(
            "t.json", $$"""{ "source": "t", "schema": {{schema}}, "reap": { "customerId": "string", "repairs": [] } }""");
        var lines = resource.GetProperty("data").EnumerateArray()
            .Select(row => string.Join(
                ',', row.EnumerateArray().Select(cell => $"\"{cell.GetString()!.Replace("\"", "\"\"")}\"")));

        var cleaned = await SmallExtract.Clean(string.Join('\n', lines), contract);

        Assert.Equal((1, 0), (cleaned.Receipt.Accepted, cleaned.Receipt.Rejected));
    }

    private static async Task<List<string[]>> Texts(byte[] bytes, Dialect dialect)
    {
        using var stream = new MemoryStream(bytes);
        await using var source = await TextSource.OpenAsync(stream, TextEncoding.Utf8, default);
        var reader = new RowReader(source, dialect);
        var cells = new CellText(dialect);
        var block = new RowBlock();
        var rows = new List<string[]>();
        while (await reader.ReadAsync(block, default))
        {
            for (var row = 0; row < block.Rows; row++)
            {
                var texts = new string[block.Fields(row)];
                for (var field = 0; field < texts.Length; field++)
                    texts[field] = Encoding.Latin1.GetString(cells.Unquote(block.Field(row, field), block.Flags[row]));
                rows.Add(texts);
            }
        }
        return rows;
    }
}
