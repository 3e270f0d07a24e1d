using System.Reflection;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>An assembly of <c>infra/local</c> that takes the place of a genuine one.</summary>
public sealed record StandIn(string Folder, string AssemblyName, params string[] Namespaces)
{
    public static readonly StandIn Worker = new(
        "worker", "ReapFunctions.Local.Worker", "Microsoft.Azure.Functions.Worker", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Logging");

    public static readonly StandIn Tables = new("tables", typeof(TableClient).Assembly.GetName().Name!, "Azure.Data.Tables", "Microsoft.Extensions.Azure");

    public static readonly StandIn Hashing = new("hashing", "System.IO.Hashing", "System.IO.Hashing");

    public static StandIn[] All { get; } = [Worker, Tables, Hashing];

    public Assembly Assembly => Assembly.Load(AssemblyName);

    /// <summary>The approved text, beside the project.</summary>
    public string ApprovedFile => Path.Combine(RepositoryFolder(), "infra", "local", Folder, "PublicSurface.txt");

    /// <summary>A type that the stand-in may or may not offer.</summary>
    public Type? Find(string name) => Assembly.GetType(name);

    public override string ToString() => Folder;

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReapFunctions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a folder inside the repository.");
        return folder.FullName;
    }
}
