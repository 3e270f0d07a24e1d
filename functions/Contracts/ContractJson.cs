using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReapFunctions.Csv;
using ReapFunctions.Storage;

namespace ReapFunctions.Contracts;

/// <summary>Writes a contract as a person would: what is as by default is left out.</summary>
internal static class ContractJson
{
    private static readonly JsonSerializerOptions Options = new(ConfigJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Said in every contract, so that it can be read without knowing the defaults.
    private static readonly string[] Always = ["name", "type", "delimiter", "encoding"];

    public static string Of(Contract contract)
    {
        var json = JsonSerializer.SerializeToNode(contract, Options)!.AsObject();
        Thin(json["dialect"], new Dialect(), Always);
        Thin(json["schema"], new Schema { Fields = [] }, []);
        foreach (var field in json["schema"]!["fields"]!.AsArray())
        {
            Thin(field!["constraints"], new Constraints(), []);
            Thin(field, new Field { Name = "" }, [.. Always.Except(["delimiter"])]);
            if (field["constraints"] is JsonObject { Count: 0 })
                field.AsObject().Remove("constraints");
        }
        Thin(json["reap"], new Roles { CustomerId = "" }, []);
        return json.ToJsonString(Options);
    }

    private static void Thin<T>(JsonNode? node, T usual, string[] kept)
    {
        if (node is not JsonObject members)
            return;
        var defaults = JsonSerializer.SerializeToNode(usual, Options)!.AsObject();
        foreach (var (name, value) in members.ToArray())
        {
            if (!kept.Contains(name) && defaults.TryGetPropertyValue(name, out var same) && JsonNode.DeepEquals(value, same))
                members.Remove(name);
        }
    }
}
