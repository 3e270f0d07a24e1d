using System.Linq.Expressions;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>One property or field of an entity class, with compiled access to it.</summary>
internal abstract class EntityMember
{
    protected EntityMember(string name)
    {
        Name = name;
        Label = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        AnnotationLabel = JsonEncodedText.Encode(name + "@odata.type", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    }

    /// <summary>Name of the property in the table.</summary>
    public string Name { get; }

    public abstract bool CanWrite { get; }

    protected JsonEncodedText Label { get; }

    protected JsonEncodedText AnnotationLabel { get; }

    /// <summary>Writes the member's value with the annotation it needs; nothing when it is null.</summary>
    public abstract void Write(Utf8JsonWriter json, object entity);

    /// <summary>Sets the member to the value that the reader stands on.</summary>
    public abstract void Read(ref Utf8JsonReader json, object entity);

    public static EntityMember Of(MemberInfo member, string name, Type type, bool readable, bool writable)
    {
        var value = EdmTypes.Of(type) ?? throw new NotSupportedException(
            $"Property {member.DeclaringType}.{member.Name} has the type {type}, which a table cannot hold. "
            + "Use string, bool, int, long, double, Guid, DateTimeOffset, DateTime in UTC, byte[], BinaryData or an enum, or mark it [IgnoreDataMember].");
        return (EntityMember)Activator.CreateInstance(
            typeof(EntityMember<>).MakeGenericType(type), name, value, readable ? Getter(member, type) : null, writable ? Setter(member, type) : null);
    }

    private static Delegate Getter(MemberInfo member, Type type)
    {
        var entity = Expression.Parameter(typeof(object));
        return Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(object), type), Access(member, entity), entity).Compile();
    }

    private static Delegate Setter(MemberInfo member, Type type)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(type);
        var assign = Expression.Assign(Access(member, entity), value);
        return Expression.Lambda(typeof(Action<,>).MakeGenericType(typeof(object), type), assign, entity, value).Compile();
    }

    private static MemberExpression Access(MemberInfo member, Expression entity) =>
        Expression.MakeMemberAccess(Expression.Convert(entity, member.DeclaringType), member);
}

internal sealed class EntityMember<T>(string name, EdmValue<T> value, Func<object, T> get, Action<object, T> set) : EntityMember(name)
{
    public override bool CanWrite => set is not null;

    public override void Write(Utf8JsonWriter json, object entity)
    {
        if (get is null)
            return;
        var current = get(entity);
        if (value.IsNull(current))
            return;
        if (value.Annotation is { } annotation)
            json.WriteString(AnnotationLabel, annotation);
        json.WritePropertyName(Label);
        value.Write(json, current);
    }

    public override void Read(ref Utf8JsonReader json, object entity) =>
        set(entity, json.TokenType == JsonTokenType.Null ? default : value.Read(ref json));
}
