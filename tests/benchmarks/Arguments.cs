namespace ReapFunctions.Benchmarks;

/// <summary>Options of a benchmark's command line: <c>--name value</c>.</summary>
internal static class Arguments
{
    /// <summary>The value, or null when the option is not there.</summary>
    public static string? Of(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
