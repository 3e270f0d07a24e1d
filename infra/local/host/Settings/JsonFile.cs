using System.Text.Json;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>A JSON file of the app, with comments and trailing commas allowed, as the genuine host has it.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads a file that is there.</summary>
    /// <param name="name">How the file is called in a fault.</param>
    /// <param name="remedy">What to do about a fault.</param>
    /// <param name="read">What to make of its content; says what it does not like by <see cref="FormatException"/>.</param>
    /// <exception cref="HostException">It cannot be read, is not JSON, or its content is not what is expected.</exception>
    public static T Read<T>(string file, string name, string remedy, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            return read(document.RootElement);
        }
        catch (JsonException fault)
        {
            throw new HostException($"{name} is not JSON: {fault.Message} {remedy}", fault);
        }
        catch (FormatException fault)
        {
            throw new HostException($"{name} is not as expected: {fault.Message} {remedy}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{name} cannot be read: {fault.Message} {remedy}", fault);
        }
    }
}
