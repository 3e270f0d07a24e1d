using System.Text.Json;

namespace ReapFunctions.Storage;

/// <summary>The names of an enum's values in camelCase, as configuration, records and answers write them.</summary>
public static class EnumName
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>The values by their names, in their order.</summary>
    public static IReadOnlyDictionary<string, T> Values<T>()
        where T : struct, Enum => Names<T>.ByName;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().Distinct()
                .ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByName =
            ByValue.ToDictionary(named => named.Value, named => named.Key, StringComparer.Ordinal);
    }
}
