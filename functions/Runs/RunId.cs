using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReapFunctions.Storage;

namespace ReapFunctions.Runs;

/// <summary>
/// One scoring of one drop, written <c>2026-11-21.1</c>: the drop's date and the run's number, 1-based. Runs order by date,
/// then number.
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct RunId(DateOnly Date, int Number) : IComparable<RunId>
{
    private const string Finders = nameof(Finders);
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The table that holds this run's records of one kind, such as <c>Value20261121r1</c>.</summary>
    public string Table(RecordKind kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{Date:yyyyMMdd}r{Number}");

    /// <summary>The table by which this run's customers are found, such as <c>Finders20261121r1</c>.</summary>
    public string FinderTable => string.Create(CultureInfo.InvariantCulture, $"{Finders}{Date:yyyyMMdd}r{Number}");

    /// <summary>The beginning of its date, UTC: what answers that rest on it are as of.</summary>
    public DateTimeOffset AsOf => new(Date, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Hours from then until <paramref name="now"/>.</summary>
    public double AgeHours(DateTimeOffset now) => (now - AsOf).TotalHours;

    /// <summary>Whether a table of this name holds the records of some run.</summary>
    public static bool IsTable(string name) =>
        Enum.GetNames<RecordKind>().Append(Finders)
            .FirstOrDefault(kind => name.StartsWith(kind, StringComparison.Ordinal)) is { } kind
        && name[kind.Length..].Split('r') is [var date, var number]
        && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public static bool TryParse([NotNullWhen(true)] string? text, out RunId run)
    {
        run = default;
        var dot = text?.IndexOf('.') ?? -1;
        if (dot < 0
            || !DateOnly.TryParseExact(
                text.AsSpan(0, dot), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1)
            return false;
        run = new RunId(date, number);
        return true;
    }

    /// <exception cref="FormatException">The text is not a run id.</exception>
    public static RunId Parse(string text) =>
        TryParse(text, out var run)
            ? run
            : throw new FormatException(NoRun(text));

    /// <summary>What to say of a text that is not a run id.</summary>
    public static string NoRun(string text) => $"'{text}' is not a run. Write yyyy-MM-dd.N, such as 2026-11-21.1.";

    public int CompareTo(RunId other) =>
        Date != other.Date ? Date.CompareTo(other.Date) : Number.CompareTo(other.Number);

    public static bool operator <(RunId left, RunId right) => left.CompareTo(right) < 0;
    public static bool operator >(RunId left, RunId right) => left.CompareTo(right) > 0;
    public static bool operator <=(RunId left, RunId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(RunId left, RunId right) => left.CompareTo(right) >= 0;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Date.ToString(DateFormat, CultureInfo.InvariantCulture)}.{Number}");

    private sealed class Json : JsonConverter<RunId>
    {
        public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var run) ? run : throw new JsonException("Not a run. Write yyyy-MM-dd.N.");

        public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
