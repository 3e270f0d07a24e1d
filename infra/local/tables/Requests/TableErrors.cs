using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Reads code and message of an error body: <c>{"odata.error":{"code":"…","message":{"lang":"…","value":"…"}}}</c>. In a transaction the
/// message begins with the index of the action that failed: <c>3:The specified entity already exists.</c>
/// </summary>
internal sealed class TableErrors : RequestFailedDetailsParser
{
    /// <summary>Where the exception's data hold the index of the failed action.</summary>
    public const string FailedIndex = "FailedEntity";

    public static readonly TableErrors Parser = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        error = null;
        data = null;
        if (response.ContentStream is null || response.Content.ToMemory().IsEmpty)
            return false;
        try
        {
            using var body = JsonDocument.Parse(response.Content.ToMemory());
            var details = body.RootElement.GetProperty("odata.error");
            var message = details.GetProperty("message").GetProperty("value").GetString();
            data = new Dictionary<string, string>();
            if (TryIndex(message, out var index))
            {
                data[FailedIndex] = index.ToString(CultureInfo.InvariantCulture);
                message += $"\n The index of the entity that caused the error can be found in {nameof(TableTransactionFailedException.FailedTransactionActionIndex)}.";
            }
            error = new ResponseError(details.GetProperty("code").GetString(), message);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy may answer with a page of its own: the status says enough then.
            return false;
        }
    }

    private static bool TryIndex(string message, out int index)
    {
        var colon = message.IndexOf(':');
        index = 0;
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }
}
