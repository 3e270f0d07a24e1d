using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>
/// What an assembly offers to others, one sorted line for each type and member: signatures, defaults, constraints, visibility of
/// setters, targets of attributes. Types under <c>ReapFunctions</c> are the host's own and are left out.
/// </summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. Types(assembly).SelectMany(Lines).Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("ReapFunctions", StringComparison.Ordinal) != true);

    private static IEnumerable<string> Lines(Type type)
    {
        var name = TypeNames.Declared(type);
        yield return $"{name} : {Head(type)}";
        if (type.IsSubclassOf(typeof(Delegate)))
            yield break;
        foreach (var member in type.GetMembers(Declared))
        {
            if (Member(member) is { } line)
                yield return $"{name} | {line}";
        }
    }

    private static string Head(Type type)
    {
        var usage = type.IsSubclassOf(typeof(Attribute)) ? Usage(type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!) : "";
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"delegate {Signature(type.GetMethod("Invoke")!)}";
        IEnumerable<Type> bases = type.IsClass && type.BaseType != typeof(object) ? [type.BaseType!] : [];
        var inherited = bases.Concat(Interfaces(type)).Select(TypeNames.Of).ToArray();
        return $"{usage}{Kind(type)}{(inherited.Length == 0 || type.IsEnum ? "" : " : " + string.Join(", ", inherited))}{Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<Type> Interfaces(Type type) =>
        type.GetInterfaces()
            .Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(implemented => implemented.IsPublic)
            .OrderBy(TypeNames.Of, StringComparer.Ordinal);

    private static string Usage(AttributeUsageAttribute usage) =>
        $"[AttributeUsage({usage.ValidOn}{(usage.AllowMultiple ? ", AllowMultiple" : "")}{(usage.Inherited ? "" : ", not Inherited")})] ";

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when Visible(constructor) =>
            $"{Access(constructor)}ctor({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when Visible(method) => Access(method) + Modifiers(method) + Signature(method),
        MethodInfo method when Visible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => "static " + Signature(method),
        PropertyInfo property => Property(property),
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Field(field),
        EventInfo happening when Visible(happening.AddMethod!) => $"event {TypeNames.Of(happening.EventHandlerType!)} {happening.Name}",
        _ => null,
    };

    private static string? Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(Visible).ToArray();
        if (accessors.Length == 0)
            return null;
        var widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var name = property.GetIndexParameters().Length > 0 ? $"this[{Parameters(property.GetIndexParameters())}]" : property.Name;
        var bodies = accessors.Select(accessor => Accessor(property, accessor, widest)).Order(StringComparer.Ordinal);
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(widest)}{Modifiers(widest)}{required}{TypeNames.Of(Nullability.Create(property))} {name} {{ {string.Join(" ", bodies)} }}";
    }

    private static string Accessor(PropertyInfo property, MethodInfo accessor, MethodInfo widest)
    {
        var narrower = widest.IsPublic && !accessor.IsPublic ? "protected " : "";
        if (accessor == property.GetMethod)
            return narrower + "get;";
        return narrower + (accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;");
    }

    private static string Field(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
            return field.IsLiteral ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}" : null!;
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {Value(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{TypeNames.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    private static string Signature(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var arguments = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(TypeNames.Of))}>";
        return $"{TypeNames.Of(Nullability.Create(method.ReturnParameter))} {method.Name}{arguments}({Parameters(method)}){Constraints(generic)}";
    }

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extension + Parameters(method.GetParameters());
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var optional = parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{way}{TypeNames.Of(Nullability.Create(parameter))} {parameter.Name}{optional}";
    }

    private static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var kind = parameter.GenericParameterAttributes;
        List<string> parts = [];
        if (kind.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Add("class");
        if (kind.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add("struct");
        parts.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeNames.Of));
        if (kind.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !parts.Contains("struct"))
            parts.Add("new()");
        return parts.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return method.IsStatic ? "static " : "";
        if (method.IsStatic)
            return "static ";
        var overrides = method.GetBaseDefinition() != method;
        if (method.IsAbstract)
            return overrides ? "abstract override " : "abstract ";
        if (overrides)
            return method.IsFinal ? "sealed override " : "override ";
        return method.IsVirtual && !method.IsFinal ? "virtual " : "";
    }
}
