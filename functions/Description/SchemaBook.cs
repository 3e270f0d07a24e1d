using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ReapFunctions.Rules;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Description;

/// <summary>
/// The JSON schemas (2020-12) of types that calls take and give, each under a name of its own, made by the serializer that
/// writes them. A type within another is a reference to its own schema.
/// </summary>
/// <remarks>
/// In answers everything is required that is always written: what may be null is left out by some calls and written as null by
/// others, and either is allowed. In bodies that is required which a type cannot be read without.
/// </remarks>
internal sealed class SchemaBook(XmlComments comments)
{
    public const string Place = "#/components/schemas/";

    private static readonly JsonSerializerOptions Options = new(RecordJson.Options)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);
    private readonly HashSet<Type> bodies = [];

    /// <summary>By name; every reference in them leads to another.</summary>
    public IReadOnlyDictionary<string, JsonNode> Schemas => schemas;

    /// <summary>Adds the schema of what a call takes, with all types in it.</summary>
    /// <returns>Its name.</returns>
    public string AddBody(Type type)
    {
        Taken(type);
        return Add(type);
    }

    /// <summary>Notes a type, and those in it, as what callers write: they may leave out what has a default.</summary>
    private void Taken(Type type)
    {
        if (!bodies.Add(type))
            return;
        foreach (var item in type.GetProperties().Select(property => ItemOf(property.PropertyType)).Where(IsOwn))
            Taken(item);
    }

    /// <summary>Adds the schema of what a call gives, with all types in it.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="InvalidOperationException">Another type has the name.</exception>
    public string Add(Type type)
    {
        var name = NameOf(type);
        if (!types.TryAdd(name, type))
            return types[name] == type
                ? name
                : throw new InvalidOperationException($"{type} and {types[name]} are both called {name}. Rename one.");
        schemas[name] = Options.GetJsonSchemaAsNode(
            type,
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        return name;
    }

    /// <inheritdoc cref="Add(Type)"/>
    /// <param name="says">What is said of it where its type says nothing.</param>
    public string Add(Type type, string says)
    {
        var name = Add(type);
        ((JsonObject)schemas[name]).TryAdd("description", says);
        return name;
    }

    /// <summary>The schema of a value of a plain type, such as a parameter.</summary>
    public JsonObject Plain(Type type) =>
        (JsonObject)Options.GetJsonSchemaAsNode(
            type,
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var property = context.PropertyInfo is { } found && found.PropertyType == context.TypeInfo.Type ? found : null;
        var described = Shaped(context, type, property, schema);
        var says = property is { AttributeProvider: PropertyInfo member } ? comments.Of(member)
            : context.Path.Length == 0 && IsOwn(type) ? comments.Of(type)
            : null;
        if (says is not null && described is JsonObject item)
            item["description"] = says;
        return described;
    }

    private JsonNode Shaped(JsonSchemaExporterContext context, Type type, JsonPropertyInfo? property, JsonNode schema)
    {
        var isNullable = Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null || property is { IsGetNullable: true };
        if (type == typeof(RunId))
            return new JsonObject
            {
                ["type"] = isNullable ? new JsonArray("string", "null") : "string",
                ["pattern"] = @"^\d{4}-\d{2}-\d{2}\.\d+$",
            };
        if (type == typeof(Scalar))
            return OfScalar(isNullable);
        // The exporter points from one list to an equal one in a type that here is a schema of its own.
        if (schema is JsonObject pointing && pointing.ContainsKey("$ref") && context.TypeInfo.ElementType is { } element)
            return new JsonObject
            {
                ["type"] = isNullable ? new JsonArray("array", "null") : "array",
                ["items"] = element == typeof(Scalar) ? OfScalar(isNullable: false)
                    : IsOwn(element) ? new JsonObject { ["$ref"] = $"{Place}{Add(element)}" }
                    : Plain(element),
            };
        if (IsOwn(type) && context.Path.Length > 0)
        {
            var reference = new JsonObject { ["$ref"] = $"{Place}{Add(type)}" };
            return isNullable
                ? new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, reference) }
                : reference;
        }
        if (schema is not JsonObject shape)
            return schema;
        if (type.IsEnum)
            shape["type"] = "string";
        if (FormatOf(type) is { } format)
            shape["format"] = format;
        if (IsOwn(type) && !type.IsEnum)
            Require(context.TypeInfo, shape);
        return shape;
    }

    private static JsonObject OfScalar(bool isNullable) => new()
    {
        ["type"] = isNullable ? new JsonArray("string", "number", "boolean", "null") : new JsonArray("string", "number", "boolean"),
    };

    private void Require(JsonTypeInfo info, JsonObject shape)
    {
        shape["type"] = "object";
        shape.Remove("required");
        var isBody = bodies.Contains(info.Type);
        var required = info.Properties.Where(property => property.Get is not null)
            .Where(property => isBody ? property.IsRequired : IsAlways(property))
            .Select(property => (JsonNode)property.Name).ToArray();
        if (required.Length > 0)
            shape["required"] = new JsonArray(required);
        if (isBody)
            shape["additionalProperties"] = false;
    }

    /// <summary>Whether a property is written whatever its value.</summary>
    private static bool IsAlways(JsonPropertyInfo property) =>
        !property.IsGetNullable
        && Nullable.GetUnderlyingType(property.PropertyType) is null
        && property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) != true;

    private static string? FormatOf(Type type) =>
        type == typeof(long) ? "int64"
        : type == typeof(int) ? "int32"
        : type == typeof(double) || type == typeof(decimal) ? "double"
        : null;

    private static Type ItemOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[^1] : type;

    private static bool IsOwn(Type type) =>
        type.Namespace?.StartsWith(nameof(ReapFunctions), StringComparison.Ordinal) == true
        && type != typeof(RunId) && type != typeof(Scalar);

    /// <summary>A type within another bears the name of both.</summary>
    private static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}{type.Name}" : type.Name;
}
