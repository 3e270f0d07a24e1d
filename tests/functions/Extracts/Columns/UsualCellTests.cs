using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Extracts.Columns;

/// <summary>What the fast readers take, the column's own cell takes too, with the same value and the same text.</summary>
public sealed class UsualCellTests
{
    private const string Fields = """
        { "name": "id" },
        { "name": "integer", "type": "integer", "constraints": { "minimum": 5, "exclusiveMaximum": 90000 } },
        { "name": "number", "type": "number", "constraints": { "exclusiveMinimum": 0.5, "maximum": 90000 } },
        { "name": "date", "type": "date", "constraints": { "minimum": "1900-03-01" } },
        { "name": "text", "constraints": { "minLength": 2, "maxLength": 6 } },
        { "name": "member", "constraints": { "enum": ["a", "basic", "plus", "sixteen letters!"] } },
        { "name": "flag", "type": "boolean" }
        """;

    private static readonly string[] Texts =
    [
        "0", "5", "4", "00", "05", "89999", "90000", "12345678", "123456789", "-5", "+5", "1.", ".5", "0.5", "0.50", "0.51",
            "00.5", "12.50", "100.00", "0.0001",
        "0.00001", "1.2.3", "1,5", "12a", "a", "basic", "Basic", "plus", "plus ", "sixteen letters!", "sixteen letters!!", "true",
            "false", "True", "1", "2024-02-29",
        "2023-02-29", "1900-02-29", "2000-02-29", "1900-03-01", "1900-02-28", "2024-13-01", "2024-00-10", "2024-01-00",
            "2024-04-31", "2024/01/01", "0000-01-01",
        "0001-01-01", "9999-12-31", "2024-01-0a", " a", "a ", "é", "aé", "é1é", "abcdef", "abcdefg", "ab", "\"", "a\"b", "~",
            "\u007F",
    ];

    [Fact]
    public async Task FastAndSlowGiveTheSame()
    {
        foreach (var column in Enumerable.Range(1, 6))
        {
            foreach (var text in Texts.Concat(Random(column)))
                await Compare(column, text);
        }
    }

    /// <summary>
    /// The same row with a control character in a row of its own, which makes every cell of the block be read by all the rules.
    /// </summary>
    private static async Task Compare(int column, string text)
    {
        var contract = SmallExtract.With(Fields);
        var cells = Enumerable.Repeat("", 6).ToArray();
        cells[column - 1] = text;
        var row = $"x,{string.Join(',', cells)}\n";
        const string header = "id,integer,number,date,text,member,flag\n";

        var fast = await SmallExtract.Clean(header + row + "y,,,,,,\n", contract);
        var slow = await SmallExtract.Clean(header + row + "y\0,,,,,,\n", contract);

        Assert.Equal(
            slow.Rows.FirstOrDefault(line => line.StartsWith('x')), fast.Rows.FirstOrDefault(line => line.StartsWith('x')));
        var profiles = (fast.Receipt.Columns[column], slow.Receipt.Columns[column]);
        Assert.Equal(
            (profiles.Item2.Min, profiles.Item2.First, profiles.Item2.Distinct),
            (profiles.Item1.Min, profiles.Item1.First, profiles.Item1.Distinct));
        var (expected, found) = (Reject(slow), Reject(fast));
        Assert.True(expected == found, $"column {column}, '{text}': {expected} expected, {found} found");
    }

    private static (RejectReason, string)? Reject(SmallExtract.Cleaned cleaned) =>
        cleaned.Receipt.Rejects.SelectMany(reason => reason.Examples)
        .Where(example => example.Row == 1).Select(example => ((RejectReason, string)?)(example.Reason, example.Message))
            .FirstOrDefault();

    private static IEnumerable<string> Random(int seed)
    {
        var random = new Random(seed);
        for (var count = 0; count < 300; count++)
        {
            yield return random.Next(4) switch
            {
                0 => $"{random.Next(200_000)}",
                1 => $"{random.Next(200_000) / 100m}",
                2 => $"{random.Next(1800, 2100)}-{random.Next(14):D2}-{random.Next(33):D2}",
                _ => new string([.. Enumerable.Range(0, random.Next(1, 10)).Select(_ => "0123456789.-a"[random.Next(13)])]),
            };
        }
    }
}
