using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>Finds the outputs of a function: an attribute on the method, or on properties of what it returns.</summary>
internal static class OutputEntries
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<OutputEntry> Of(MethodInfo method, ReturnShape returns)
    {
        if (method.GetCustomAttributes<OutputBindingAttribute>().FirstOrDefault() is { } onMethod)
            return [new(OutputEntry.Return, onMethod, null)];
        if (returns.Value is not { } type)
            return [];
        var marked = OnProperties(type, Declared).ToList();
        if (marked.Count > 0 && !marked.Any(output => output.IsHttp))
            marked.AddRange(type.GetProperties(Declared).Where(IsResponse).Select(p => new OutputEntry(p.Name, null, p)));
        return marked;
    }

    /// <summary>Output properties that the platform would silently ignore, because a base class declares them.</summary>
    public static IEnumerable<OutputEntry> Inherited(Type type) =>
        OnProperties(type, BindingFlags.Public | BindingFlags.Instance).Where(output => output.Property!.DeclaringType != type);

    private static IEnumerable<OutputEntry> OnProperties(Type type, BindingFlags which) =>
        from property in type.GetProperties(which)
        let attribute = property.GetCustomAttributes<OutputBindingAttribute>().FirstOrDefault()
        where attribute is not null
        select new OutputEntry(property.Name, attribute, property);

    private static bool IsResponse(PropertyInfo property) => property.PropertyType.IsAssignableTo(typeof(HttpResponseData));
}
