using System.Globalization;
using System.Text.Json;

namespace ReapFunctions.Contracts.Cells;

/// <summary>JSON objects or arrays inside a cell; kept as delivered.</summary>
internal sealed class JsonCell(char opening) : Cell
{
    public override bool IsText => true;

    public override string Expected => opening == '{' ? "a JSON object" : "a JSON list";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch) =>
        !text.IsEmpty && text[0] == opening && IsJson(text) ? Reading.Text(text) : RejectReason.WrongType;

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Items of one type between delimiters.</summary>
internal sealed class ListCell(Field column, Cell item) : Cell
{
    private readonly byte delimiter = (byte)column.Delimiter[0];

    public override bool IsText => true;

    public override string Expected => $"a list of {item.Expected}, separated by {column.Delimiter}";

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        foreach (var range in text.Split(delimiter))
        {
            if (!item.Read(text[range], scratch).IsRight)
                return RejectReason.WrongType;
        }
        return Reading.Text(text);
    }
}

/// <summary>A place: <c>lon, lat</c>, <c>[lon, lat]</c> or <c>{"lon": …, "lat": …}</c> in degrees.</summary>
internal sealed class GeopointCell(string format) : Cell
{
    public override bool IsText => true;

    public override string Expected => format switch
    {
        "array" => "a place such as [9.19, 45.46]",
        "object" => "a place such as {\"lon\": 9.19, \"lat\": 45.46}",
        _ => "a place such as 9.19, 45.46 (longitude, latitude)",
    };

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch)
    {
        var (longitude, latitude) = format switch
        {
            "array" or "object" => FromJson(text),
            _ => FromText(text),
        };
        return Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90 ? Reading.Text(text) : RejectReason.WrongType;
    }

    private static (double Longitude, double Latitude) FromText(ReadOnlySpan<byte> text)
    {
        var comma = text.IndexOf((byte)',');
        return comma < 0 ? (double.NaN, double.NaN) : (Degrees(text[..comma]), Degrees(text[(comma + 1)..]));
    }

    private static double Degrees(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN;

    private (double Longitude, double Latitude) FromJson(ReadOnlySpan<byte> text)
    {
        try
        {
            if (format == "array")
                return JsonSerializer.Deserialize<double[]>(text) is [var x, var y] ? (x, y) : (double.NaN, double.NaN);
            return JsonSerializer.Deserialize<Dictionary<string, double>>(text) is { Count: 2 } place
                && place.TryGetValue("lon", out var lon) && place.TryGetValue("lat", out var lat)
                ? (lon, lat) : (double.NaN, double.NaN);
        }
        catch (JsonException)
        {
            return (double.NaN, double.NaN);
        }
    }
}
