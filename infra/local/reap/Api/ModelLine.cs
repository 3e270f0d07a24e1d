using System.Text.Json.Nodes;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>How good the champion of one target is, on a hold-out that it has not learned from.</summary>
/// <param name="Rows">Labelled customers.</param>
/// <param name="Positives">Those to whom it happened.</param>
/// <param name="CalibrationError">Expected calibration error: mean distance of predicted from observed rates.</param>
internal sealed record ModelLine(
    string Target, string? Version, long? Rows, long? Positives, double? Auc, double? LogLoss, double? CalibrationError)
{
    /// <summary>The champions in the answer of <c>GET /api/models</c>.</summary>
    public static IReadOnlyList<ModelLine> Champions(JsonNode models) =>
        [.. models.Items("models").Where(model => model.Text("champion") is null or "true").Select(Of)];

    private static ModelLine Of(JsonNode model)
    {
        var card = model.At("card") ?? model;
        var metrics = card.At("metrics") ?? card;
        return new ModelLine(
            model.Text("target") ?? "?", model.Text("version"), card.Count("rows") ?? metrics.Count("rows"),
            card.Count("positives") ?? metrics.Count("positives"), metrics.Number("auc"), metrics.Number("logLoss"),
            metrics.Number("calibrationError"));
    }
}
