namespace ReapFunctions.Local.Reap.Api;

/// <summary>What <c>POST /api/models/{target}</c> answers.</summary>
internal sealed record AddedModel(
    string Target, string Version, bool Champion, bool Wins, string Verdict, double Auc, double LogLoss,
    double CalibrationError);
