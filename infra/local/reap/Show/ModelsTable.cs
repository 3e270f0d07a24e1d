using ReapFunctions.Night;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>How good the models are, on a hold-out that they have not learned from.</summary>
internal static class ModelsTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ModelSummary> models)
    {
        var table = TableStyle.Create(
            "Models, measured on a hold-out", 2, "Target", "Won by", "Rows", "Positives", "AUC", "Log-loss", "Calibration error");
        foreach (var model in models)
            table.Row(
                model.Target, model.Card?.Algorithm ?? "-", Digits.Count(model.Card?.Rows),
                Digits.Count(model.Card?.Positives), Digits.Number(model.Card?.HoldOut.Auc, 3),
                Digits.Number(model.Card?.HoldOut.LogLoss, 4), Digits.Number(model.Card?.HoldOut.CalibrationError, 4));
        console.Write(table);
        foreach (var model in models.Where(model => model.Card is null))
            console.Line($"{model.Target}: {model.Reason}");
        foreach (var model in models.Where(model => model.LastChallenge is not null))
            console.Line($"{model.Target}: {model.Version} stays. {model.LastChallenge!.Reason}");
    }
}
