using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<long> Customers() => new Option<long>("--customers", "-n")
    {
        Description = "Customers of the first night.",
        DefaultValueFactory = _ => 10_000,
    }.AtLeast(1);

    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "The same seed gives the same customers, and a smaller portfolio is the beginning of a larger one.",
        DefaultValueFactory = _ => 1,
    };

    public static Option<string?> Storage() => new("--storage")
    {
        Description = "Connection string of a storage account or a running Azurite. Default: an Azurite of its own.",
    };

    public static Option<DateOnly?> Date(string description) => new("--date")
    {
        Description = description,
        CustomParser = ParseDate,
    };

    public static Option<T> AtLeast<T>(this Option<T> option, T least)
        where T : IComparable<T>
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Errors.Any() && result.GetValueOrDefault<T>() is { } value && value.CompareTo(least) < 0)
                result.AddError($"{option.Name} is {value}; it must be at least {least}.");
        });
        return option;
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
