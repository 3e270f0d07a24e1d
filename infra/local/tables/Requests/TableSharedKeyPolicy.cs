using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>
/// Signs each try of a request with the account key, in the form "Shared Key Lite" of the table service: over the date and the
/// resource, so neither the body nor other headers are hashed.
/// Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
/// </summary>
internal sealed class TableSharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("r", null);
        message.Request.Headers.SetValue("x-ms-date", date);
        var text = $"{date}\n{Resource(credential.AccountName, message.Request.Uri.ToUri())}";
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign(text)}");
    }

    /// <summary>The account, the path as it stands escaped in the request, and of the query only <c>comp</c>.</summary>
    internal static string Resource(string account, Uri uri)
    {
        var resource = $"/{account}{uri.AbsolutePath}";
        foreach (var parameter in uri.Query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"{resource}?comp={parameter[5..]}";
        }
        return resource;
    }
}
