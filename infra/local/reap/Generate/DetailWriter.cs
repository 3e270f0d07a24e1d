using System.Globalization;
using System.Text;

namespace ReapFunctions.Local.Reap.Generate;

/// <summary>
/// Rows of a detail source in the making: most as they are, some spoilt, a few of a customer that nobody knows.
/// </summary>
internal sealed class DetailWriter(DetailShape shape, double dirty, Utf8Block block)
{
    private const int Kinds = 9;
    private const int Repairs = 4;

    private readonly CsvLine row = new();
    private long lines, repairable, unusable, withoutCustomer;

    public DetailSummary Summary => new(shape.Source, lines, repairable, unusable, withoutCustomer);

    /// <summary>An empty row, to be filled and ended.</summary>
    public CsvLine Begin()
    {
        row.Clear();
        return row;
    }

    /// <summary>Writes the row.</summary>
    /// <param name="random">The customer's.</param>
    /// <param name="index">Another one for each row of the customer.</param>
    public void End(in CustomerRandom random, int index)
    {
        lines++;
        if (random.Chance(Draw.DetailDirty, dirty, index))
            Spoil(random.Below(Draw.DetailDirtyKind, Kinds, index));
        else if (random.Chance(Draw.DetailWithoutCustomer, dirty / 15, index))
        {
            withoutCustomer++;
            row.Replace(shape.CustomerId, $"X{random.Below(Draw.DetailWithoutCustomer, 1_000_000, ~index)}");
            row.WriteTo(block);
        }
        else
            row.WriteTo(block);
    }

    /// <summary>The first kinds can be repaired; each spoils one cell, cuts the line short or doubles it.</summary>
    private void Spoil(int kind)
    {
        if (kind < Repairs)
            repairable++;
        else
            unusable++;
        switch (kind)
        {
            case 0: row.Replace(shape.Number, Text(shape.Number).Replace('.', ',')); break;
            case 1: row.Replace(shape.Number, "€ " + Text(shape.Number)); break;
            case 2: row.Replace(shape.Date, Dotted(Text(shape.Date))); break;
            case 3: row.Replace(shape.Word, Text(shape.Word).ToUpperInvariant()); break;
            case 4: row.Replace(shape.Number, "see notes"); break;
            case 5: row.Replace(shape.Word, "platinum"); break;
            case 6: row.Replace(shape.CustomerId, ""); break;
            case 7: row.WriteTo(block, row.Count - 2); return;
            default:
                row.WriteTo(block);
                lines++;
                break;
        }
        row.WriteTo(block);
    }

    private string Text(int field) => Encoding.UTF8.GetString(row[field]);

    private static string Dotted(string date) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
