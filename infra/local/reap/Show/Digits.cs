using System.Globalization;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>Numbers as reap prints them, in tables and between words.</summary>
internal static class Digits
{
    /// <summary>Shown where there is no value.</summary>
    public const string None = "-";

    public static string Count(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    public static string Number(double? value, int decimals) =>
        value?.ToString($"N{decimals}", CultureInfo.InvariantCulture) ?? None;

    public static string Percent(double? share) =>
        share is { } value ? (100 * value).ToString("N1", CultureInfo.InvariantCulture) + " %" : None;

    /// <summary>With its sign.</summary>
    public static string Change(double? value, int decimals) => value is { } change
        ? change.ToString($"+#,0.{new string('0', decimals)};-#,0.{new string('0', decimals)};0", CultureInfo.InvariantCulture)
        : None;
}
