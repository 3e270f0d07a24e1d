using System.Text.Json;
using ReapFunctions.Local.Reap.Api;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>Enums in the words that the app's answers use.</summary>
internal static class AnswerWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, ReapClient.Json).GetString()!;
}
