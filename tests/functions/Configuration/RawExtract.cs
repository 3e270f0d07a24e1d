using System.Globalization;
using System.Text;
using ReapFunctions.Contracts;

namespace ReapFunctions.Tests.Configuration;

/// <summary>A small file of a source, such as its contract describes: the same bytes whatever becomes of the contract.</summary>
internal static class RawExtract
{
    public const int Customers = 24;
    private const int RowsOfOne = 3;

    public static byte[] Of(Contract contract, DateOnly date)
    {
        var text = new StringBuilder(string.Join(',', contract.Schema.Fields.Select(field => field.Name))).Append('\n');
        var rows = contract.Roles.Detail is null ? Customers : Customers * RowsOfOne;
        for (var row = 0; row < rows; row++)
            text.AppendJoin(',', contract.Schema.Fields.Select(field => Cell(contract, field, row, date))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(Contract contract, Field field, int row, DateOnly date)
    {
        var customer = contract.Roles.Detail is null ? row : row / RowsOfOne;
        if (field.Name == contract.Roles.CustomerId)
            return field.Type == FieldType.Integer ? $"{customer + 1}" : $"C{customer}";
        // Every column is missing somewhere, where it may be.
        if (!field.Constraints.Required && (row + field.Name.Length) % 5 == 0)
            return "";
        if (field.Constraints.Enum is { } members)
            return members[row % members.Count].ToString();
        return field.Type switch
        {
            FieldType.Boolean => (row + field.Name.Length) % 3 == 0 ? field.TrueValues[0] : field.FalseValues[0],
            FieldType.Number or FieldType.Integer => Number(field, row),
            FieldType.Date => date.AddDays(-row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Datetime => date.AddDays(-row * 3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 10:30:00",
            _ => $"{field.Name}{row}",
        };
    }

    private static string Number(Field field, int row)
    {
        var least = field.Constraints.Minimum?.GetDouble() ?? 0;
        var most = field.Constraints.Maximum?.GetDouble() ?? 1000;
        var value = Math.Clamp(least < 0 ? row % 7 - 1 : least + row * 37 % 101, least, most);
        return (field.Type == FieldType.Integer ? Math.Floor(value) : value + 0.25).ToString(CultureInfo.InvariantCulture);
    }
}
