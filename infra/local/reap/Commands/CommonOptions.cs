using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <param name="min">How few there may be.</param>
    public static Option<long> Customers(long min) => Number(
        "--customers", min > 1 ? $"Customers of the first night, {min} or more." : "Customers of the first night.", 10_000L, min);

    public static Option<ulong> Seed() => Number(
        "--seed", "The same seed gives the same customers, and a smaller portfolio is the beginning of a larger one.", 1UL,
            min: 0UL);

    public static Option<string?> Storage() => new("--storage")
    {
        Description = "Connection string of a storage account or a running Azurite. Default: an Azurite of its own.",
    };

    public static Option<DateOnly?> Date(string description) => new("--date")
    {
        Description = description,
        CustomParser = ParseDate,
    };

    /// <summary>The address of an app; null when it is not given.</summary>
    public static Option<Uri?> Url(string name, string description) =>
        new(name) { Description = description, CustomParser = result => ParseUrl(result, result.Tokens[0].Value) };

    /// <summary>The address of the app that a command asks.</summary>
    public static Option<Uri?> App() => Url(
        "--url", $"The running app. Default: the one of the running 'reap up', else http://127.0.0.1:{Ports.UsualApp}.");

    /// <summary>The address that an app is to listen on; null when it is not given.</summary>
    public static Option<Uri?> ListenUrl(string name, string description) =>
        new(name) { Description = description, CustomParser = result => ParseUrl(result, EveryAddress(result.Tokens[0].Value)) };

    /// <param name="usual">The default.</param>
    /// <param name="min">The smallest value allowed.</param>
    /// <param name="max">The largest value allowed; null for any.</param>
    public static Option<T> Number<T>(string name, string description, T usual, T min, T? max = null)
        where T : struct, ISpanParsable<T>, IComparable<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            CustomParser = result => ParseNumber(result, name, min, max),
        };

    private static T ParseNumber<T>(ArgumentResult result, string name, T min, T? max)
        where T : struct, ISpanParsable<T>, IComparable<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value.CompareTo(min) >= 0
            && (max is not { } limit || value.CompareTo(limit) <= 0))
            return value;
        result.AddError($"{name} is '{text}'. Write a number {(max is null ? $"of at least {min}" : $"from {min} to {max}")}.");
        return default;
    }

    /// <summary>Two common ways to write "every address of this machine", which are no addresses.</summary>
    private static string EveryAddress(string text) => text.Replace("//*", "//0.0.0.0").Replace("//+", "//0.0.0.0");

    private static Uri? ParseUrl(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError($"'{text}' is not an address. Write one such as http://127.0.0.1:7071.");
        return null;
    }

    private static DateOnly? ParseDate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        result.AddError($"'{text}' is not a date. Write yyyy-MM-dd, such as 2026-11-21.");
        return null;
    }
}
