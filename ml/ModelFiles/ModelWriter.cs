using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Writes a model as the <c>model.zip</c> of ML.NET, from ML.NET's own components: feature steps, then a binary prediction with
/// trees (a default for missing values at every numeric test), a linear or an additive model, then the calibrator.
/// An extra entry, which ML.NET ignores, keeps how many training rows reached each branch, for exact contributions.
/// </summary>
internal static class ModelWriter
{
    public static void Write(PropensityModel model, Stream stream)
    {
        using var entries = new ModelEntries(stream);
        entries.Add("TrainingInfo/Version.txt", "1.0.0.0"u8.ToArray());
        entries.Add("Schema", DataViewHeader.Write(
            [.. model.Featurizer.Inputs.Select(input => (input.Name, input.IsCategorical ? "TextSpan" : "Single", 0))]));
        FeatureWriter.Write(entries, model.Featurizer);
        WritePrediction(entries, model);
        if (model.Calibrator is IsotonicCalibrator isotonic)
            WriteIsotonicStep(entries, isotonic);
        WriteChain(entries);
        if (model.Predictor is TreeEnsemble { HasCover: true } trees)
            entries.Add(CoverEntry.Name, CoverEntry.Write(trees));
        if (model.Predictor is LinearModel { Means: { } means })
            entries.Add(MeansEntry.Name, MeansEntry.Write(means));
    }

    private static void WritePrediction(ModelEntries entries, PropensityModel model)
    {
        var (folder, slots) = (entries.NextStep(), model.Featurizer.Slots.Length);
        using var writer = new ComponentWriter(Component.BinaryPrediction);
        writer.Text(FeatureWriter.Vector);
        writer.Block.Write(0f);
        writer.Text("Score");
        entries.Add(folder, writer);
        entries.Add($"{folder}/TrainSchema", DataViewHeader.Write([(FeatureWriter.Vector, "Single", slots)]));
        using var predictor = Predictor(model.Predictor, slots);
        if (model.Calibrator is not PlattCalibrator platt)
        {
            entries.Add($"{folder}/Model", predictor);
            return;
        }
        using var wrapper = new ComponentWriter(Wrapper(model.Predictor));
        entries.Add($"{folder}/Model", wrapper);
        entries.Add($"{folder}/Model/Predictor", predictor);
        using var calibrator = new ComponentWriter(Component.Platt);
        calibrator.Block.Write(platt.Slope);
        calibrator.Block.Write(platt.Offset);
        entries.Add($"{folder}/Model/Calibrator", calibrator);
    }

    private static ComponentWriter Predictor(Predictor predictor, int slots) => predictor switch
    {
        TreeEnsemble trees => TreeBlock.Write(trees, slots),
        LinearModel linear => LinearBlock.Write(linear),
        AdditiveModel additive => AdditiveBlock.Write(additive, slots),
        _ => throw new NotSupportedException($"A {predictor.GetType().Name} cannot be written."),
    };

    /// <summary>The wrapper that ML.NET itself writes around such a model and its calibrator.</summary>
    private static Component Wrapper(Predictor predictor) => predictor switch
    {
        LinearModel => Component.CalibratedLinear,
        AdditiveModel => Component.CalibratedAdditive,
        _ => Component.Calibrated,
    };

    private static void WriteIsotonicStep(ModelEntries entries, IsotonicCalibrator isotonic)
    {
        var folder = entries.NextStep();
        using var writer = new ComponentWriter(Component.IsotonicStep);
        writer.Text("Score");
        entries.Add(folder, writer);
        using var calibrator = new ComponentWriter(Component.Isotonic);
        calibrator.Block.Write(sizeof(float));
        calibrator.Block.Write(isotonic.Pieces.Length);
        foreach (var (low, high, value) in isotonic.Pieces)
        {
            calibrator.Block.Write(low);
            calibrator.Block.Write(high);
            calibrator.Block.Write(value);
        }
        entries.Add($"{folder}/Calibrator/Model.bin", calibrator.ToArray());
    }

    private static void WriteChain(ModelEntries entries)
    {
        const int AllScopes = 7;
        using var writer = new ComponentWriter(Component.Chain);
        writer.Block.Write(entries.Steps);
        for (var step = 0; step < entries.Steps; step++)
            writer.Block.Write(AllScopes);
        entries.Add(ModelEntries.Root, writer);
    }
}
