using ReapFunctions.Local.Reap.Api;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Show;

/// <summary>How good the models are.</summary>
internal static class ModelsTable
{
    public static void Write(IAnsiConsole console, IEnumerable<ModelLine> models)
    {
        var table = Tables.Create("Models, measured on a hold-out", 1, "Target", "Rows", "Positives", "AUC", "Log-loss", "Calibration error");
        foreach (var model in models)
            table.Row(
                model.Target, Tables.Count(model.Rows), Tables.Count(model.Positives), Tables.Number(model.Auc, 3),
                Tables.Number(model.LogLoss, 4), Tables.Number(model.CalibrationError, 4));
        console.Write(table);
    }
}
