namespace ReapFunctions.Local.Reap.Api;

/// <summary>One customer of a list, as JSON has it.</summary>
internal sealed record ListRow(
    string CustomerId, double Propensity, double Value, string ValueBand, int Decile, string? Segment,
        IReadOnlyList<string> Consents);

/// <summary>The beginning of a list: an answer of <c>GET /api/lists/{target}?format=json</c>.</summary>
internal sealed record ListHead(string Run, string Target, IReadOnlyList<ListRow> Rows);
