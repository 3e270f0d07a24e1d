using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ReapFunctions.Rules;
using ReapFunctions.Storage;

namespace ReapFunctions.Lists.Selections;

/// <summary>The body of <c>POST /api/selections</c>: whom of a list, as <c>GET /api/lists/{target}</c> asks for them.</summary>
/// <param name="Name">A name of your own: letters, digits, dots, dashes and underscores, at most 64.</param>
/// <param name="Target">The target whose list it is.</param>
/// <param name="Order">By falling <c>propensity</c> (default), or by <c>value</c>: what contacting is expected to bring.</param>
/// <param name="Channel">Only who has consented to this channel; default to any.</param>
/// <param name="Segment">Only this segment; default all.</param>
/// <param name="Where">Only who satisfies this; default everybody.</param>
/// <param name="Min">The least propensity; default 0.</param>
/// <param name="Top">The most customers; default all, or 10000 by value.</param>
public sealed record SelectionRequest(
    string? Name = null, string? Target = null, string? Order = null, string? Channel = null, string? Segment = null,
    Condition? Where = null, double? Min = null, long? Top = null)
{
    private static readonly JsonSerializerOptions Brief =
        new(ConfigJson.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The same as a request for the list has it.</summary>
    internal IQueryCollection Query
    {
        get
        {
            var given = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in new (string, string?)[]
            {
                ("order", Order), ("channel", Channel), ("segment", Segment), ("where", Where is null ? null : WhereJson),
                ("min", Min?.ToString("R", CultureInfo.InvariantCulture)), ("top", Top?.ToString(CultureInfo.InvariantCulture)),
            })
            {
                if (value is not null)
                    given[name] = value;
            }
            return new QueryCollection(given);
        }
    }

    /// <summary>What tells one selection from another.</summary>
    internal string Key => JsonSerializer.Serialize(this, Brief);

    private string WhereJson => JsonSerializer.Serialize(Where, Brief);
}
