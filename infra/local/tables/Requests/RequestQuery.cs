using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Query parameters of requests.</summary>
internal static class RequestQuery
{
    /// <summary>Appends the parameters that have a value, escaped.</summary>
    public static void AppendQuery(this Request request, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
                request.Uri.AppendQuery(name, value, escapeValue: true);
        }
    }
}
