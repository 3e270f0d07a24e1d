using System.Globalization;
using ReapFunctions.Contracts;
using ReapFunctions.Tests.Csv;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>
/// What infer proposes for a file, check accepts, with the values that the file was written from: files of every dialect and
/// encoding, with every way of writing numbers, dates, flags and nothing. 10,000 of them when REAP_LONG is 1.
/// </summary>
public sealed class InferAndCheckTests(ITestOutputHelper output)
{
    [Fact]
    public async Task CheckAcceptsWhatInferProposesAndTheValuesAreTrue()
    {
        var faults = new List<string>();
        for (var seed = 0; seed < RowReaderFuzzTests.Files; seed++)
        {
            var extract = new GeneratedExtract(seed);
            if (await FaultOf(extract) is not { } fault)
                continue;
            faults.Add($"seed {seed}: {fault}");
            output.WriteLine($"{faults[^1]}\n{extract.Text[..Math.Min(600, extract.Text.Length)]}\n");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} files: {string.Join("\n", faults.Take(20))}");
    }

    private static async Task<string?> FaultOf(GeneratedExtract extract)
    {
        var file = await InferredFile.OfAsync(extract.Bytes);
        if (file.Refusal is { } refusal)
            return refusal.Sentence;
        if ((file.Receipt.Read, file.Receipt.Rejected) != (extract.Rows.Count, 0))
            return $"{file.Receipt.Read} of {extract.Rows.Count} rows read, {file.Receipt.Rejected} rejected. "
                + $"{file.Receipt.Sentence}";
        var clean = await file.Cleaned!.CleanRowsAsync();
        var types = file.Contract.Schema.Fields.Select(field => field.Type).ToList();
        FieldType[] right = [FieldType.String, FieldType.String, FieldType.Number, FieldType.Integer, FieldType.Date,
            FieldType.Boolean, FieldType.String];
        if (!types.SequenceEqual(right))
            return $"types are {string.Join(' ', types)}; {string.Join(' ', file.Notes)}";
        for (var row = 0; row < clean.Count; row++)
        {
            for (var column = 0; column < clean[row].Length; column++)
            {
                if (!Same(clean[row][column], extract.Rows[row][column]))
                    return $"row {row}, column {column}: '{clean[row][column]}' for '{extract.Rows[row][column]}'";
            }
        }
        return null;
    }

    private static bool Same(string clean, string truth) => clean == truth
        || (double.TryParse(clean, CultureInfo.InvariantCulture, out var number)
            && double.TryParse(truth, CultureInfo.InvariantCulture, out var right) && number == right);
}
