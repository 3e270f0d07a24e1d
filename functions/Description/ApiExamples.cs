using System.Text.Json.Nodes;

namespace ReapFunctions.Description;

/// <summary>Examples of bodies and answers: files of this folder, named for the function that takes or gives them.</summary>
internal static class ApiExamples
{
    private const string Folder = "ReapFunctions.Description.Examples.";

    /// <summary>What a call may send; null where there is no file.</summary>
    public static JsonNode? OfBody(Type function) => Read($"{function.Name}.body");

    /// <summary>What a call may be answered with; null where there is no file.</summary>
    public static JsonNode? OfAnswer(Type function, int status) => Read($"{function.Name}.{status}");

    private static JsonNode? Read(string name)
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream($"{Folder}{name}.json");
        return file is null ? null : JsonNode.Parse(file);
    }
}
