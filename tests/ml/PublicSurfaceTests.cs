using System.Reflection;
using System.Text;

namespace ReapFunctions.Ml.Tests;

public sealed class PublicSurfaceTests
{
    /// <summary>Set to 1 to write the approved file anew after an intended change.</summary>
    private const string Approve = "REAP_APPROVE";

    [Fact]
    public void ThePublicSurfaceIsTheApprovedOne()
    {
        var file = Path.Combine(Root(), "tests", "ml", "PublicSurface.txt");
        var surface = Surface(typeof(PropensityModel).Assembly);
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            File.WriteAllText(file, surface);
        Assert.Equal(File.ReadAllText(file), surface);
    }

    private static string Surface(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct"
                : type.IsAbstract && type.IsSealed ? "static class" : "class";
            text.Append(kind).Append(' ').Append(type.FullName).Append('\n');
            var members = type.GetMembers(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodBase { IsSpecialName: true } or ConstructorInfo)
                .Select(member => member.ToString()!)
                .Where(member => !member.Contains('<') && !member.Contains("value__"))
                .Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ReapFunctions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
