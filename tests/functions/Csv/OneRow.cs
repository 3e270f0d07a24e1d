using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Tests.Csv;

/// <summary>The cells of one line of CSV.</summary>
internal static class OneRow
{
    public static string[] Cells(string line)
    {
        var rows = CsvRows.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(line)), default).Result;
        Assert.True(rows.NextAsync(default).AsTask().Result);
        return rows.AllCells();
    }
}
