using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Extracts;

/// <summary>A small contract and the cleaning of texts by it.</summary>
internal static class SmallExtract
{
    public static readonly Contract Contract = Contract.Read("customers.json", ContractJson());

    public static string ContractJson(string fields = Fields, string reap = "", string schema = "", string dialect = "") => $$"""
        {
          "source": "customers",
          "dialect": { {{dialect}} },
          "schema": { "fields": [ {{fields}} ], "primaryKey": "id" {{schema}} },
          "reap": { "customerId": "id", "maxRejectShare": 0.9 {{reap}} }
        }
        """;

    public const string Fields = """
        { "name": "id", "type": "string", "constraints": { "required": true, "maxLength": 200 } },
        { "name": "age", "type": "integer", "constraints": { "minimum": 0, "maximum": 130 } },
        { "name": "charges", "type": "number" },
        { "name": "active", "type": "boolean" },
        { "name": "since", "type": "date" },
        { "name": "plan", "type": "string", "constraints": { "enum": ["basic", "plus"] } }
        """;

    public static Contract With(string fields = Fields, string reap = "", string schema = "", string dialect = "") =>
        Contract.Read("customers.json", ContractJson(fields, reap, schema, dialect));

    public static Task<Cleaned> Clean(string text, Contract? contract = null, int buckets = 1) =>
        Clean(Encoding.UTF8.GetBytes(text), contract, buckets);

    public static async Task<Cleaned> Clean(
        byte[] bytes, Contract? contract = null, int buckets = 1, int blockSize = RowReader.DefaultBlock,
        ErasedIds? erased = null, FinderHash? finder = null,
        bool emptyAreErased = false)
    {
        var files = Enumerable.Range(0, buckets).Select(_ => new KeptStream()).ToArray();
        var rejects = new KeptStream();
        var output = new ExtractOutput(
            buckets, (bucket, _) => Task.FromResult<Stream>(files[bucket]), _ => Task.FromResult<Stream>(rejects));
        var options = new CleaningSetup
        {
            File = "all.csv",
            BlockSize = blockSize,
            Erased = erased ?? ErasedIds.None,
            EmptyRowsAreErased = emptyAreErased,
            Finder = finder,
        };
        using var upload = new MemoryStream(bytes);
        var receipt = await ExtractCleaner.CleanAsync(upload, contract ?? Contract, output, options, default);
        Assert.Equal(receipt.Read, receipt.Accepted + receipt.Repaired + receipt.Rejected + receipt.Erased);
        return new(receipt, [.. files.Select(file => file.Text)], rejects.Text);
    }

    public sealed record Cleaned(Receipt Receipt, IReadOnlyList<string> Buckets, string Rejects)
    {
        /// <summary>The clean rows of the only bucket, without header.</summary>
        public IEnumerable<string> Rows => Buckets[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);

        /// <summary>The cells of the file of rejects, row by row, without header.</summary>
        public Task<IReadOnlyList<string[]>> RejectedRowsAsync() => CellsAsync(Rejects);

        /// <summary>The cells of the clean rows of the only bucket, without header.</summary>
        public Task<IReadOnlyList<string[]>> CleanRowsAsync() => CellsAsync(Buckets[0]);

        private static async Task<IReadOnlyList<string[]>> CellsAsync(string text)
        {
            await using var csv = await CsvRows.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);
            var rows = new List<string[]>();
            while (await csv.NextAsync(default))
                rows.Add(csv.AllCells());
            return rows[1..];
        }
    }

    /// <summary>A stream whose content outlives its disposal.</summary>
    private sealed class KeptStream : MemoryStream
    {
        public string Text => Encoding.UTF8.GetString(ToArray());
    }
}
