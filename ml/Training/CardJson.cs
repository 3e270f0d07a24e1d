using System.Text.Json.Serialization;

namespace ReapFunctions.Ml.Training;

/// <summary>Generated serialisation: no reflection, so the library can be trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJson : JsonSerializerContext;
