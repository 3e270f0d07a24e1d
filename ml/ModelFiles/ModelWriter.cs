using System.IO.Compression;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Writes a model as the <c>model.zip</c> of ML.NET, from ML.NET's own components:
/// <code>
///   TermTransform + KeyToVector   each categorical column becomes one slot per category (missing and unseen: all zero)
///   Concat                        numbers and those slots make the vector "Features"
///   BinaryPrediction              FastTree's trees with a default for missing values, or a linear model; calibrator
/// </code>
/// An extra entry, which ML.NET ignores, keeps how many training rows reached each branch, for exact contributions.
/// </summary>
internal sealed class ModelWriter : IDisposable
{
    private const string Features = "Features";
    private const string Root = "TransformerChain";

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip;
    private readonly PropensityModel model;

    private ModelWriter(PropensityModel model, Stream stream)
    {
        this.model = model;
        zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    public static void Write(PropensityModel model, Stream stream)
    {
        using var writer = new ModelWriter(model, stream);
        writer.Write();
    }

    public void Dispose() => zip.Dispose();

    private void Write()
    {
        var inputs = model.Featurizer.Inputs;
        var encoded = EncodedNames(inputs);
        var steps = 0;
        Entry("TrainingInfo/Version.txt", "1.0.0.0"u8.ToArray());
        Entry("Schema", DataViewHeader.Write([.. inputs.Select(input => (input.Name, input.IsCategorical ? "TextSpan" : "Single", 0))]));
        if (encoded.Count > 0)
        {
            WriteTerms($"{Root}/Transform_{steps++:D3}", inputs, encoded);
            WriteKeyToVector($"{Root}/Transform_{steps++:D3}", encoded);
        }
        WriteConcat($"{Root}/Transform_{steps++:D3}", [.. inputs.Select(input => encoded.GetValueOrDefault(input.Name, input.Name))]);
        WritePrediction($"{Root}/Transform_{steps++:D3}");
        if (model.Calibrator is IsotonicCalibrator isotonic)
            WriteIsotonicStep($"{Root}/Transform_{steps++:D3}", isotonic);
        WriteChain(steps);
        if (model.Predictor is TreeEnsemble { HasCover: true } trees)
            Entry(CoverEntry.Name, CoverEntry.Write(trees));
    }

    /// <summary>For each categorical column, the name of its encoded form; unlike any raw column.</summary>
    private static Dictionary<string, string> EncodedNames(InputColumn[] inputs)
    {
        var taken = inputs.Select(input => input.Name).Append(Features).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in inputs.Where(input => input.IsCategorical))
        {
            var name = $"{input.Name}_oh";
            while (!taken.Add(name))
                name += "_";
            names.Add(input.Name, name);
        }
        return names;
    }

    private void WriteTerms(string folder, InputColumn[] inputs, Dictionary<string, string> encoded)
    {
        using var terms = new ComponentWriter(Component.Term);
        terms.Pairs([.. encoded.Select(pair => (pair.Value, pair.Key))]);
        foreach (var _ in encoded)
            terms.Block.Write((byte)0);
        Entry(folder, terms);

        using var manager = new ComponentWriter(Component.TermManager);
        manager.Block.Write(encoded.Count);
        foreach (var input in inputs.Where(input => input.IsCategorical))
        {
            manager.Block.Write((byte)0);
            manager.Array<string>(input.Categories, manager.Text);
        }
        Entry($"{folder}/Vocabulary", manager);
    }

    private void WriteKeyToVector(string folder, Dictionary<string, string> encoded)
    {
        using var writer = new ComponentWriter(Component.KeyToVector);
        writer.Pairs([.. encoded.Values.Select(name => (name, name))]);
        foreach (var _ in encoded)
            writer.Block.Write((byte)0);
        Entry(folder, writer);
    }

    private void WriteConcat(string folder, string[] sources)
    {
        using var writer = new ComponentWriter(Component.Concat);
        writer.Block.Write(1);
        writer.Text(Features);
        writer.Block.Write(sources.Length);
        foreach (var source in sources)
        {
            writer.Text(source);
            writer.Text(null);
        }
        Entry(folder, writer);
    }

    private void WritePrediction(string folder)
    {
        using var writer = new ComponentWriter(Component.BinaryPrediction);
        writer.Text(Features);
        writer.Block.Write(0f);
        writer.Text("Score");
        Entry(folder, writer);
        Entry($"{folder}/TrainSchema", DataViewHeader.Write([(Features, "Single", model.Featurizer.Slots.Length)]));
        if (model.Calibrator is not PlattCalibrator platt)
        {
            WritePredictor($"{folder}/Model");
            return;
        }
        using var wrapper = new ComponentWriter(Component.Calibrated);
        Entry($"{folder}/Model", wrapper);
        WritePredictor($"{folder}/Model/Predictor");
        using var calibrator = new ComponentWriter(Component.Platt);
        calibrator.Block.Write(platt.Slope);
        calibrator.Block.Write(platt.Offset);
        Entry($"{folder}/Model/Calibrator", calibrator);
    }

    private void WritePredictor(string folder)
    {
        using var writer = model.Predictor switch
        {
            TreeEnsemble trees => TreeBlock.Write(trees, model.Featurizer.Slots.Length),
            LinearModel linear => LinearBlock.Write(linear),
            _ => throw new NotSupportedException($"A {model.Predictor.GetType().Name} cannot be written."),
        };
        Entry(folder, writer);
    }

    private void WriteIsotonicStep(string folder, IsotonicCalibrator isotonic)
    {
        using var writer = new ComponentWriter(Component.IsotonicStep);
        writer.Text("Score");
        Entry(folder, writer);
        using var calibrator = new ComponentWriter(Component.Isotonic);
        calibrator.Block.Write(sizeof(float));
        calibrator.Block.Write(isotonic.Pieces.Length);
        foreach (var (low, high, value) in isotonic.Pieces)
        {
            calibrator.Block.Write(low);
            calibrator.Block.Write(high);
            calibrator.Block.Write(value);
        }
        Entry($"{folder}/Calibrator/Model.bin", calibrator.ToArray());
    }

    private void WriteChain(int steps)
    {
        const int AllScopes = 7;
        using var writer = new ComponentWriter(Component.Chain);
        writer.Block.Write(steps);
        for (var step = 0; step < steps; step++)
            writer.Block.Write(AllScopes);
        Entry(Root, writer);
    }

    private void Entry(string folder, ComponentWriter writer) => Entry($"{folder}/Model.key", writer.ToArray());

    /// <summary>Entries carry one fixed time, so that equal models give equal files.</summary>
    private void Entry(string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
