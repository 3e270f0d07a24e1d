using System.Globalization;
using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Tests.Extracts.Inference;

/// <summary>
/// A file as some program would write it, drawn by a seed: dialect, encoding, what stands around the table, and how numbers,
/// dates,
/// flags and nothing are written. What its cells mean is known.
/// </summary>
internal sealed class GeneratedExtract
{
    private const int FewestRows = 30;
    private const int MostRows = 80;

    private static readonly string[] LineEnds = ["\n", "\r\n"];
    private static readonly string[] Markers = ["", "NA", "NULL", "\\N", "n.a.", "#N/A", "-", "."];

    private static readonly (string Yes, string No)[] Flags =
        [("Yes", "No"), ("true", "false"), ("Ja", "Nein"), ("WAHR", "FALSCH"), ("J", "N"), ("oui", "non"), ("Tak", "Nie")];

    private static readonly string[] Dates =
        ["yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "yyyyMMdd", "dd-MMM-yyyy", "d.M.yyyy"];

    private static readonly (string Encoding, string[] Towns)[] Places =
    [
        ("utf-8", ["Zürich", "Łódź", "Αθήνα", "東京", "Rome"]), ("utf-8", ["Rome", "Oslo", "Bern"]),
        ("utf-16", ["Zürich", "東京", "Rome"]),
        ("windows-1252", ["Zürich", "Málaga", "Orléans", "Rome"]), ("windows-1250", ["Łódź", "Gdańsk", "Zamość", "Lublin"]),
        ("windows-1251", ["Москва", "Казань", "Пермь"]), ("windows-1254", ["İstanbul", "Muğla", "Şırnak", "Iğdır"]),
        ("gb18030", ["北京", "上海", "客户"]), ("windows-1253", ["Αθήνα", "Πάτρα", "Βόλος"]),
    ];

    private readonly Random random;
    private readonly string delimiter;
    private readonly bool isComma;
    private readonly string missing;
    private readonly string date;
    private readonly (string Yes, string No) flag;
    private readonly string[] towns;
    private readonly int sign;
    private readonly bool hasGroups;
    private readonly bool hasEscape;
    private readonly string unit;

    public GeneratedExtract(int seed)
    {
        random = new Random(seed);
        delimiter = Any([",", ";", "\t", "|", "~", "^"]);
        isComma = random.Next(2) == 0;
        missing = Any(Markers);
        date = Any(Dates);
        flag = Any(Flags);
        (Encoding, towns) = Any(Places);
        (sign, hasGroups, hasEscape) = (random.Next(4), random.Next(2) == 0, random.Next(6) == 0);
        unit = Any(["", "", "", "€", " EUR", "%"]);
        var rows = random.Next(FewestRows, MostRows);
        for (var row = 0; row < rows; row++)
            Rows.Add(NewRow(row));
        Bytes = Write();
    }

    public string Encoding { get; }

    public byte[] Bytes { get; }

    /// <summary>By row: what its clean cells are.</summary>
    public List<string[]> Rows { get; } = [];

    public string Text { get; private set; } = "";

    private T Any<T>(T[] all) => all[random.Next(all.Length)];

    private string[] NewRow(int row)
    {
        var amount = random.Next(-9_999_999, 9_999_999) / 100.0;
        var day = new DateOnly(2021, 1, 1).AddDays(row == 0 ? 30 : random.Next(1500));
        return
        [
            $"K{row * 7:D5}", Any(towns), amount.ToString(CultureInfo.InvariantCulture),
            random.Next(8) == 0 && row > 0 ? "" : random.Next(90_000).ToString(CultureInfo.InvariantCulture),
            random.Next(9) == 0 && row > 0 ? "" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            row < 2 ? (row == 0 ? "true" : "false") : random.Next(2) == 0 ? "true" : "false",
            Any(["plain", "with a, b; c", "a \"quoted\" word", "pipe | and ~ more", "x"]),
        ];
    }

    private byte[] Write()
    {
        var end = Any(LineEnds);
        var text = new StringBuilder();
        if (random.Next(5) == 0)
            text.Append(Any([$"sep={delimiter}", "Monthly report", $"Report{delimiter}{delimiter}{delimiter}"])).Append(end);
        text.Append(string.Join(delimiter, "customerId", "town", "amount", "uses", "since", "active", "remark")).Append(end);
        foreach (var row in Rows)
            text.Append(string.Join(delimiter, Written(row))).Append(end);
        if (random.Next(5) == 0)
            text.Append(Any([$"TOTAL{delimiter}{delimiter}12{new string(delimiter[0], 4)}", "Page 1 of 1", $"({Rows.Count} "
                + $"rows)"]))
                .Append(end);
        Text = text.ToString();
        var encoding = TextEncoding.Of(Encoding)!;
        var bytes = encoding.ToNet(DecoderFallback.ReplacementFallback).GetBytes(Text);
        byte[] mark = encoding.IsUtf16 ? [0xFF, 0xFE] : Encoding == "utf-8" && random.Next(3) == 0 ? [0xEF, 0xBB, 0xBF] : [];
        return [.. mark, .. bytes];
    }

    private IEnumerable<string> Written(string[] row) =>
    [
        row[0], Quoted(row[1]), Quoted(Amount(double.Parse(row[2], CultureInfo.InvariantCulture))),
        row[3].Length == 0 ? missing : row[3],
        row[4].Length == 0 ? missing
            : Quoted(DateOnly.ParseExact(row[4], "yyyy-MM-dd", CultureInfo.InvariantCulture)
                .ToString(date, CultureInfo.InvariantCulture)),
        row[5] == "true" ? flag.Yes : flag.No, Quoted(row[6]),
    ];

    private string Amount(double amount)
    {
        var digits = Math.Abs(amount).ToString(hasGroups ? "#,##0.00" : "0.00", CultureInfo.InvariantCulture);
        if (isComma)
            digits = digits.Replace(',', ' ').Replace('.', ',').Replace(' ', '.');
        // The windows code pages have no typographic minus, and not all of them the euro sign where it is not asked for.
        var mark = unit == "€" && Encoding is not ("utf-8" or "utf-16") ? "" : unit;
        return amount >= 0 ? digits + mark : sign switch
        {
            0 => $"({digits}{mark})",
            1 => $"{digits}-",
            2 when Encoding is "utf-8" or "utf-16" => $"\u2212{digits}{mark}",
            _ => $"-{digits}{mark}",
        };
    }

    private string Quoted(string text)
    {
        if (!text.Contains(delimiter, StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal))
            return text;
        return $"\"{text.Replace("\"", hasEscape ? "\\\"" : "\"\"", StringComparison.Ordinal)}\"";
    }
}
