using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap.Api;
using ReapFunctions.Local.Reap.Show;

namespace ReapFunctions.Local.Reap.Demo;

/// <summary>All that the demo shows, fetched from the app over HTTP.</summary>
internal sealed record DemoResult
{
    /// <summary>First to last.</summary>
    public required IReadOnlyList<DemoNight> Nights { get; init; }

    public required IReadOnlyList<ModelLine> Models { get; init; }

    /// <summary>By night, as <see cref="Nights"/>.</summary>
    public required IReadOnlyList<JsonNode> Scorecards { get; init; }

    /// <summary>The target of <see cref="List"/>.</summary>
    public required string Target { get; init; }

    /// <summary>The head of one list.</summary>
    public required JsonNode List { get; init; }

    /// <summary>The customer whose prompts are shown: the first of the list.</summary>
    public required string Customer { get; init; }

    public required JsonNode Prompts { get; init; }

    public required IReadOnlyList<StepTime> Times { get; init; }

    public DemoNight Last => Nights[^1];
}
