using System.Reflection;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Where the build put what reap starts: each runs from a folder of its own, with the very packages that it was built with.
/// </summary>
internal static class BuildOutput
{
    /// <summary>The app, as <c>func start</c> and Azure get it.</summary>
    public static string App { get; } = Named(nameof(App));

    /// <summary>The host's assembly.</summary>
    public static string Host { get; } = Named(nameof(Host));

    private static string Named(string key) => typeof(BuildOutput).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
