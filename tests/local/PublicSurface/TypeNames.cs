using System.Reflection;

namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>Types as C# writes them, with their nullable annotations.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(NullabilityInfo info) => Of(info.Type, info);

    /// <summary>Full name of a declared type, such as <c>Azure.Data.Tables.TableClientOptions.ServiceVersion</c>.</summary>
    public static string Declared(Type type)
    {
        // A nested type repeats the parameters of the one around it.
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var name = WithoutArity(type.Name) + Arguments([.. type.GetGenericArguments().Skip(outer).Select(Of)]);
        return type.IsNested ? $"{Declared(type.DeclaringType!)}.{name}" : $"{type.Namespace}.{name}";
    }

    private static string Of(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, info);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner) + "?";
        var mark = info?.ReadState == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? "?" : "";
        if (type.IsArray)
            return Of(type.GetElementType()!, info?.ElementType) + "[]" + mark;
        return Plain(type, info) + mark;
    }

    private static string Plain(Type type, NullabilityInfo? info)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        var arguments = type.GetGenericArguments();
        var known = info?.GenericTypeArguments;
        var names = arguments.Select((argument, i) => Of(argument, known is not null && known.Length == arguments.Length ? known[i] : null));
        var name = WithoutArity(type.Name) + (type.IsGenericParameter ? "" : Arguments([.. names]));
        return type.IsNested && !type.IsGenericParameter ? $"{WithoutArity(type.DeclaringType!.Name)}.{name}" : name;
    }

    private static string Arguments(string[] names) => names.Length == 0 ? "" : $"<{string.Join(", ", names)}>";

    private static string WithoutArity(string name) => name.Split('`')[0];
}
