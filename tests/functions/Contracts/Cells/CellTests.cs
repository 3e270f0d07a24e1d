using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Tests.Extracts;

namespace ReapFunctions.Tests.Contracts.Cells;

/// <summary>Types and formats of Table Schema, one value at a time.</summary>
public sealed class CellTests
{
    private const string None = "-";

    [Theory]
    [InlineData("number", "12.5", "12.5")]
    [InlineData("number", "12.50", "12.5")]
    [InlineData("number", "-0", "0")]
    [InlineData("number", "-0.0", "0")]
    [InlineData("number", "007.25", "7.25")]
    [InlineData("number", ".5", "0.5")]
    [InlineData("number", "5.", "5")]
    [InlineData("number", "+5", "5")]
    [InlineData("number", "3E+3", "3000")]
    [InlineData("number", "-2.00E-02", "-0.02")]
    [InlineData("number", "0.00001", "1E-05")]
    [InlineData("number", "12345678901234567890", "1.2345678901234567E+19")]
    [InlineData("number", "0.1000000000000000055511151231257827", "0.1")]
    [InlineData("number", "NaN", None)]
    [InlineData("number", "INF", None)]
    [InlineData("number", "1e999", None)]
    [InlineData("number", "1.2.3", None)]
    [InlineData("number", "", None)]
    [InlineData("number", "-", None)]
    [InlineData("number", ".", None)]
    [InlineData("number", "1_000", None)]
    [InlineData("integer", "42", "42")]
    [InlineData("integer", "-042", "-42")]
    [InlineData("integer", "+0", "0")]
    [InlineData("integer", "-0", "0")]
    [InlineData("integer", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("integer", "1.0", None)]
    [InlineData("integer", "1e3", None)]
    [InlineData("integer", "+", None)]
    [InlineData("boolean", "TRUE", "true")]
    [InlineData("boolean", "0", "false")]
    [InlineData("boolean", "tRuE", None)]
    [InlineData("date", "2024-02-29", "2024-02-29")]
    [InlineData("date", "2023-02-29", None)]
    [InlineData("date", "2024-2-9", None)]
    [InlineData("date", "0000-01-01", None)]
    [InlineData("time", "23:59:59", "23:59:59")]
    [InlineData("time", "23:59:59.250", "23:59:59.25")]
    [InlineData("time", "24:00:00", None)]
    [InlineData("datetime", "2024-02-29T10:00:00", "2024-02-29T10:00:00")]
    [InlineData("datetime", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z")]
    [InlineData("datetime", "2024-02-29T10:00:00.5+03:00", "2024-02-29T07:00:00.5Z")]
    [InlineData("datetime", "2024-02-29 10:00:00", None)]
    [InlineData("datetime", "2024-02-29", None)]
    [InlineData("year", "2024", "2024")]
    [InlineData("year", "24", None)]
    [InlineData("yearmonth", "2024-12", "2024-12")]
    [InlineData("yearmonth", "2024-13", None)]
    [InlineData("duration", "P1Y2M3DT10H30M5.5S", "P1Y2M3DT10H30M5.5S")]
    [InlineData("duration", "PT5M", "PT5M")]
    [InlineData("duration", "P5", None)]
    [InlineData("duration", "P1M1Y", None)]
    [InlineData("duration", "P1DT", None)]
    [InlineData("geopoint", "90.50, 45.50", "90.50, 45.50")]
    [InlineData("geopoint", "181,0", None)]
    [InlineData("object", "{\"a\": [1, 2]}", "{\"a\": [1, 2]}")]
    [InlineData("object", "[1]", None)]
    [InlineData("array", "[1, \"x\"]", "[1, \"x\"]")]
    [InlineData("array", "[1,", None)]
    [InlineData("geojson", "{\"type\": \"Point\"}", "{\"type\": \"Point\"}")]
    [InlineData("list", "a,b", "a,b")]
    [InlineData("any", "anything", "anything")]
    public void AValueIsReadByItsType(string type, string text, string expected) =>
        Assert.Equal(expected, Read($$"""{ "name": "id" }, { "name": "v", "type": "{{type}}" }""", text));

    [Theory]
    [InlineData("string", "email", "ann@example.com", true)]
    [InlineData("string", "email", "ann at home", false)]
    [InlineData("string", "uri", "https://example.com/a", true)]
    [InlineData("string", "uri", "example", false)]
    [InlineData("string", "uuid", "12345678-1234-1234-1234-123456789abc", true)]
    [InlineData("string", "uuid", "12345678", false)]
    [InlineData("string", "binary", "YWJj", true)]
    [InlineData("string", "binary", "YWJ", false)]
    [InlineData("geopoint", "array", "[90.5, 45.5]", true)]
    [InlineData("geopoint", "object", "{\"lon\": 90.5, \"lat\": 45.5}", true)]
    [InlineData("geopoint", "object", "{\"lon\": 90.5}", false)]
    public void AFormatIsHeld(string type, string format, string text, bool holds) =>
        Assert.Equal(holds
            ? text
            : None, Read($$"""{ "name": "id" }, { "name": "v", "type": "{{type}}", "format": "{{format}}" }""", text));

    [Theory]
    [InlineData("date", "%d/%m/%Y", "29/02/2024", "2024-02-29")]
    [InlineData("date", "%d/%m/%Y", "1/2/2024", "2024-02-01")]
    [InlineData("date", "%d/%m/%y", "01/02/69", "1969-02-01")]
    [InlineData("date", "%d %b %Y", "1 Feb 2024", "2024-02-01")]
    [InlineData("date", "%B %d, %Y", "February 01, 2024", "2024-02-01")]
    [InlineData("date", "%Y%j", "2024060", "2024-02-29")]
    [InlineData("date", "%Y%m%d", "2024-02-29", None)]
    [InlineData("date", "any", "2024/02/29", "2024-02-29")]
    [InlineData("time", "%I:%M %p", "12:05 AM", "00:05:00")]
    [InlineData("time", "%I:%M %p", "13:05 PM", None)]
    [InlineData("datetime", "%Y-%m-%d %H.%M.%S", "2022-05-25 10.39.15", "2022-05-25T10:39:15")]
    [InlineData("datetime", "%Y-%m-%dT%H:%M:%S.%f%z", "2022-05-25T10:39:15.25+0200", "2022-05-25T08:39:15.25Z")]
    public void APatternIsHeld(string type, string format, string text, string expected) =>
        Assert.Equal(expected, Read($$"""{ "name": "id" }, { "name": "v", "type": "{{type}}", "format": "{{format}}" }""", text));

    [Theory]
    [InlineData("\"decimalChar\": \",\", \"groupChar\": \".\"", "1.234,5", "1234.5")]
    [InlineData("\"decimalChar\": \",\"", "1.5", None)]
    [InlineData("\"decimalChar\": \",\", \"groupChar\": \".\"", "31.12.2020", None)]
    [InlineData("\"groupChar\": \",\"", "1,234,567", "1234567")]
    [InlineData("\"groupChar\": \" \"", "1 234.5", "1234.5")]
    [InlineData("\"bareNumber\": false", "EUR -95.5%", "-95.5")]
    public void NumbersMayHaveTheirOwnMarks(string marks, string text, string expected) =>
        Assert.Equal(expected, Read($$"""{ "name": "id" }, { "name": "v", "type": "number", {{marks}} }""", text));

    [Theory]
    [InlineData("\"minimum\": 1", "1", true)]
    [InlineData("\"minimum\": 1", "0.99", false)]
    [InlineData("\"exclusiveMinimum\": 1", "1", false)]
    [InlineData("\"maximum\": \"1e2\"", "100", true)]
    [InlineData("\"exclusiveMaximum\": 100", "100", false)]
    [InlineData("\"enum\": [\"0.95\", \"4E4\"]", "40000.0", true)]
    [InlineData("\"enum\": [0.95]", "0.96", false)]
    public void ConstraintsCompareValuesAndNotSpellings(string constraint, string text, bool holds) =>
        Assert.Equal(
            holds, Read(
            $$"""{ "name": "id" }, { "name": "v", "type": "number", "constraints": { {{constraint}} } }""", text) != None);

    [Theory]
    [InlineData("\"minLength\": 2", "ü", false)]
    [InlineData("\"maxLength\": 2", "ü😀", true)]
    [InlineData("\"pattern\": \"[a-z]+\"", "abc", true)]
    [InlineData("\"pattern\": \"[a-z]+\"", "abc1", false)]
    [InlineData("\"pattern\": \"a|bc\"", "bc", true)]
    public void LengthsCountCharactersAndPatternsMatchTheWhole(string constraint, string text, bool holds) =>
        Assert.Equal(holds, Read($$"""{ "name": "id" }, { "name": "v", "constraints": { {{constraint}} } }""", text) != None);

    [Fact]
    public void NumbersReadBackAsTheSameDouble()
    {
        var random = new Random(7);
        var column = Column("""{ "name": "id" }, { "name": "v", "type": "number" }""");
        for (var count = 0; count < 20_000; count++)
        {
            var number = random.Next(4) switch
            {
                0 => Math.Round(random.NextDouble() * 1000, 2),
                1 => random.Next(),
                2 => BitConverter.Int64BitsToDouble(random.NextInt64()),
                _ => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
            };
            if (!double.IsFinite(number))
                continue;
            var text = random.Next(2) == 0 ? $"{number}" : $"{number:F6}";
            var reading = column.Read(Encoding.UTF8.GetBytes(text), new CellScratch());
            Assert.Equal(RejectReason.None, reading.Reason);
            Assert.Equal(double.Parse(text), reading.Value);
            Assert.Equal($"{(reading.Value == 0 ? 0 : reading.Value)}", Encoding.UTF8.GetString(reading.Canonical));
        }
    }

    private static ColumnPlan Column(string fields)
    {
        var contract = SmallExtract.With(fields, ", \"repairs\": []");
        return ColumnPlan.For(contract.Schema.Fields[1], contract);
    }

    private static string Read(string fields, string text)
    {
        var column = Column(fields);
        if (!column.Cell.IsText && text.Length == 0)
            return None;
        var reading = column.Read(Encoding.UTF8.GetBytes(text), new CellScratch());
        return reading.IsRight ? Encoding.UTF8.GetString(reading.Canonical) : None;
    }
}
