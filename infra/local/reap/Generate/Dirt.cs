using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>Spoils rows: a set share of them, each in one way, differently at every drop.</summary>
internal readonly struct Dirt(double share)
{
    private static readonly DirtKind[] Kinds = Enum.GetValues<DirtKind>();

    private static readonly int[] Flags = Columns("eBilling", "holdsMobile", "holdsTv", "openComplaint", "vulnerable");
    private static readonly int[] Amounts = Columns("monthlyRevenue", "revenue12m", "revenueToDate", "directCost12m");
    private static readonly int[] Counts = Columns("tenureMonths", "calls12m", "webSessions12m");
    private static readonly int[] EnumWords = Columns("segment", "region", "contractType", "paymentMethod", "status");
    private static readonly int[] Optional = Columns("age", "dataUsageGb", "satisfaction");
    private static readonly int[] Needed = Columns("segment", "contractType", "monthlyRevenue", "status");
    private static readonly int Id = CustomerColumns.Of("customerId");
    private static readonly int Name = CustomerColumns.Of("name");
    private static readonly int Phone = CustomerColumns.Of("phone");
    private static readonly int Tenure = CustomerColumns.Of("tenureMonths");
    private static readonly int Segment = CustomerColumns.Of("segment");
    private static readonly int Last = CustomerColumns.Names.Length - 1;
    private static readonly int LastContact = CustomerColumns.Of("lastContactOn");

    /// <summary>What is wrong with this customer's row of a drop; null for clean.</summary>
    public DirtKind? Of(in CustomerRandom random, int drop) =>
        random.Chance(Draw.Dirty, share, drop) ? Kinds[random.Below(Draw.DirtyKind, Kinds.Length, drop)] : null;

    /// <summary>Writes a row, spoilt. The row itself must be clean and whole.</summary>
    /// <returns>What it was spoilt with: a thousands separator needs a thousand, and gives way to a decimal comma
    /// without.</returns>
    public static DirtKind Write(DirtKind kind, CsvLine row, int pick, Utf8Block block)
    {
        if (kind == DirtKind.ThousandsSeparator && AmountFrom1000(row) is null)
            kind = DirtKind.DecimalComma;
        if (kind == DirtKind.DuplicateId)
            row.WriteTo(block);
        else
            Spoil(kind, row, pick);
        row.WriteTo(block, kind == DirtKind.TooFewFields ? row.Count - 1 - pick % 5 : row.Count);
        return kind;
    }

    private static void Spoil(DirtKind kind, CsvLine row, int pick)
    {
        var amount = Amounts[pick % Amounts.Length];
        var count = Counts[pick % Counts.Length];
        var flag = Flags[pick % Flags.Length];
        var word = EnumWords[pick % EnumWords.Length];
        switch (kind)
        {
            case DirtKind.PaddedBlanks: row.Replace(word, "  " + Text(row, word) + " "); break;
            case DirtKind.YesNo: row.Replace(flag, IsTrue(row, flag) ? "Yes" : "No"); break;
            case DirtKind.OneZero: row.Replace(flag, IsTrue(row, flag) ? "1" : "0"); break;
            case DirtKind.ThousandsSeparator: row.Replace(AmountFrom1000(row)!.Value, Grouped(row)); break;
            case DirtKind.DecimalComma: row.Replace(amount, Text(row, amount).Replace('.', ',')); break;
            case DirtKind.CurrencySymbol: row.Replace(amount, "€ " + Text(row, amount)); break;
            case DirtKind.DateFormat: row.Replace(LastContact, Dotted(Text(row, LastContact))); break;
            case DirtKind.WholeNumber: row.Replace(count, Text(row, count) + ".0"); break;
            case DirtKind.MissingMarker: row.Replace(Optional[pick % Optional.Length], "N/A"); break;
            case DirtKind.EnumSpelling: row.Replace(word, Text(row, word).ToUpperInvariant()); break;
            case DirtKind.TextInNumber: row.Replace(amount, "see notes"); break;
            case DirtKind.OutOfRange: row.Replace(Tenure, pick % 2 == 0 ? "-7" : "9999"); break;
            case DirtKind.AmbiguousNumber: row.Replace(amount, "1,234"); break;
            case DirtKind.TooLong: row.Replace(Phone, Text(row, Phone) + " please call after five o'clock only"); break;
            case DirtKind.ControlCharacter: row.Replace(Name, "Weber\0"); break;
            case DirtKind.UnknownEnum: row.Replace(Segment, "platinum"); break;
            case DirtKind.MissingRequired: row.Replace(Needed[pick % Needed.Length], ""); break;
            case DirtKind.MissingId: row.Replace(Id, ""); break;
            case DirtKind.TooManyFields: row.Replace(Last, [.. row[Last], .. ",see notes"u8], asItStands: true); break;
            case DirtKind.UnclosedQuote: row.Replace(Name, [(byte)'"', .. row[Name]], asItStands: true); break;
            case DirtKind.StrayQuote: row.Replace(Name, [.. "\"Anna\" "u8, .. row[Name]], asItStands: true); break;
            case DirtKind.InvalidUtf8: row.Replace(Name, [.. "Ren"u8, 0xE9, .. " Weber"u8]); break;
        }
    }

    private static string Text(CsvLine row, int field) => Encoding.UTF8.GetString(row[field]);

    private static bool IsTrue(CsvLine row, int field) => row[field].SequenceEqual("true"u8);

    private static int? AmountFrom1000(CsvLine row)
    {
        foreach (var field in Amounts)
        {
            if (Amount(row, field) >= 1000)
                return field;
        }
        return null;
    }

    private static string Grouped(CsvLine row) =>
        Amount(row, AmountFrom1000(row)!.Value).ToString("N2", CultureInfo.InvariantCulture);

    private static decimal Amount(CsvLine row, int field) => decimal.Parse(row[field], CultureInfo.InvariantCulture);

    private static string Dotted(string date) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static int[] Columns(params string[] names) => [.. names.Select(CustomerColumns.Of)];
}
