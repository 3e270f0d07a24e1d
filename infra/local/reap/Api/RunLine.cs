using System.Text.Json.Nodes;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>One run in the answer of <c>GET /api/runs</c>.</summary>
internal sealed record RunLine(string Run, string Date, string Phase, long? Customers, string? Failure)
{
    public bool Published => Phase.Equals("published", StringComparison.OrdinalIgnoreCase);

    public bool Failed => Phase.Equals("failed", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<RunLine> All(JsonNode runs) =>
        [.. runs.Items("runs").Select(run => new RunLine(
            run.Text("run") ?? "", run.Text("date") ?? "", run.Text("state") ?? run.Text("phase") ?? "", run.Count("customers"), run.Text("failure")))];
}
