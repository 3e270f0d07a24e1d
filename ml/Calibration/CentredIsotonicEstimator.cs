using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using ReapFunctions.Ml.ModelFiles;

namespace ReapFunctions.Ml.Calibration;

/// <summary>Fits a centred isotonic calibrator, which becomes ML.NET's own isotonic one.</summary>
internal sealed class CentredIsotonicEstimator(string label, string score)
    : IEstimator<CalibratorTransformer<Microsoft.ML.Calibrators.IsotonicCalibrator>>
{
    private readonly MLContext ml = new(1);

    public CalibratorTransformer<Microsoft.ML.Calibrators.IsotonicCalibrator> Fit(IDataView input)
    {
        var fitted = IsotonicFitter.Fit([.. input.GetColumn<float>(score)], [.. input.GetColumn<bool>(label)], []);
        return (CalibratorTransformer<Microsoft.ML.Calibrators.IsotonicCalibrator>)ScoringPart.Load(ml, "", 0, null, fitted,
            score)[0];
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        ((IEstimator<ITransformer>)ml.BinaryClassification.Calibrators.Isotonic(label, score)).GetOutputSchema(inputSchema);
}
