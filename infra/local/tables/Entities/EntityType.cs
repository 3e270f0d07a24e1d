using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// What is known of one entity class: its public properties and fields, and those of <see cref="ITableEntity"/> that it implements
/// explicitly. <c>[IgnoreDataMember]</c> leaves a member out, <c>[DataMember(Name = "…")]</c> renames it.
/// </summary>
internal sealed class EntityType
{
    private static readonly ConcurrentDictionary<Type, EntityType> Known = new();

    private readonly EntityMember[] _written;
    private readonly Dictionary<byte[], EntityMember> _read = new(Utf8Names.Comparer);
    private readonly Dictionary<byte[], EntityMember>.AlternateLookup<ReadOnlySpan<byte>> _readByName;

    private EntityType(Type type)
    {
        var members = Members(type);
        // The service keeps these two itself; sent, they would become ordinary properties.
        _written = [.. members.Where(member => member.Name is not (nameof(ITableEntity.ETag) or nameof(ITableEntity.Timestamp)))];
        foreach (var member in members.Where(member => member.CanWrite))
        {
            var name = member.Name == nameof(ITableEntity.ETag) ? TableEntity.ETagName : member.Name;
            _read[Encoding.UTF8.GetBytes(name)] = member;
        }
        _readByName = _read.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public static EntityType Of(Type type) => Known.GetOrAdd(type, static type => new EntityType(type));

    public void Write(Utf8JsonWriter json, object entity)
    {
        foreach (var member in _written)
            member.Write(json, entity);
    }

    /// <summary>The member that takes a property of this name; null when there is none.</summary>
    public EntityMember Find(ref Utf8JsonReader json) =>
        _readByName.TryGetValue(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()) : json.ValueSpan, out var member) ? member : null;

    private static List<EntityMember> Members(Type type)
    {
        var members = new List<EntityMember>();
        var interfaceNames = typeof(ITableEntity).GetProperties().ToDictionary(property => property.Name);
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance))
        {
            if (member.IsDefined(typeof(IgnoreDataMemberAttribute)))
                continue;
            if (member is PropertyInfo property && property.GetIndexParameters().Length == 0)
            {
                interfaceNames.Remove(property.Name);
                members.Add(Of(property));
            }
            else if (member is FieldInfo field)
            {
                members.Add(EntityMember.Of(field, NameOf(field), field.FieldType, readable: true, writable: !field.IsInitOnly));
            }
        }
        members.AddRange(interfaceNames.Values.Select(Of));
        return members;
    }

    private static EntityMember Of(PropertyInfo property) => EntityMember.Of(
        property, NameOf(property), property.PropertyType, property.GetMethod?.IsPublic == true, property.SetMethod?.IsPublic == true);

    private static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;
}
