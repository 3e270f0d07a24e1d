using Microsoft.ML;
using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// What stands after the features in an ML.NET model file: trees and a calibrator. ML.NET's own classes for these cannot be made
/// from outside; they are written as the bytes that ML.NET writes, and ML.NET loads them.
/// <code>
///   TransformerChain/Transform_000            BIN PRED    the vector's name; beside it the vector's type
///   TransformerChain/Transform_000/Model      trees, or a wrapper with Predictor (trees) and Calibrator (Platt)
///   TransformerChain/Transform_001            CALTRANS    an isotonic calibrator, when there is one
/// </code>
/// </summary>
internal static class ScoringPart
{
    private const string Root = "TransformerChain";
    private const string Item = "Model.key";
    private const int AllScopes = 7;

    /// <summary>Trees and calibrator as ML.NET's own transformers.</summary>
    /// <param name="ml">Loads them.</param>
    /// <param name="features">The vector's column.</param>
    /// <param name="slots">Its length.</param>
    /// <param name="trees">Null when only a calibrator is wanted.</param>
    /// <param name="calibrator">Null when the scores stay as they are.</param>
    /// <param name="score">The column that an isotonic calibrator reads.</param>
    public static ITransformer[] Load(
        MLContext ml, string features, int slots, TreeEnsemble? trees, Calibrator? calibrator, string score = "Score")
    {
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var steps = 0;
        if (trees is not null)
            AddPrediction(entries, $"{Root}/Transform_{steps++:D3}", features, slots, trees, calibrator as PlattCalibrator);
        if (calibrator is IsotonicCalibrator || trees is null)
            AddCalibrator(entries, $"{Root}/Transform_{steps++:D3}", calibrator!, score);
        using var chain = new ComponentWriter(new Component("XF CHAIN", 0x00010001, "TransformerChain"));
        chain.Block.Write(steps);
        for (var step = 0; step < steps; step++)
            chain.Block.Write(AllScopes);
        entries[$"{Root}/{Item}"] = chain.ToArray();
        using var stream = new MemoryStream(ModelZip.Pack(entries));
        return [.. (IEnumerable<ITransformer>)ml.Model.Load(stream, out _)];
    }

    /// <summary>Finds the trees and the calibrator of a model file.</summary>
    /// <returns>Null for trees when the predictor is not made of trees; null for the calibrator when there is none, or one that
    /// is not known here.</returns>
    public static (TreeEnsemble? Trees, Calibrator? Calibrator) Read(SortedDictionary<string, byte[]> entries)
    {
        var model = $"{Last("BIN PRED")}/Model";
        var trees = TreesOf(Component($"{model}/Predictor") ?? Component(model));
        // A calibrator behind the prediction has the last word.
        return (trees, CalibratorOf(Component($"{Last("CALTRANS")}/Calibrator") ?? Component($"{model}/Calibrator")));

        string? Last(string signature) => entries.Keys
            .Where(name => name.EndsWith($"/{Item}", StringComparison.Ordinal)
                && new ComponentReader(name, entries[name]).Signature == signature)
            .Select(name => name[..^(Item.Length + 1)])
            .LastOrDefault();

        ComponentReader? Component(string folder) =>
            entries.TryGetValue($"{folder}/{Item}", out var content) || entries.TryGetValue($"{folder}/Model.bin", out content)
                ? new ComponentReader(folder, content)
                : null;
    }

    private static TreeEnsemble? TreesOf(ComponentReader? reader) => reader?.Signature switch
    {
        "FTREE BC" or "LGBBINCL" => TreeBlock.Read(reader, defaultsFrom: 0x00010004, categoriesFrom: 0x00010005),
        "FFORE BC" => TreeBlock.Read(reader, defaultsFrom: 0x00010005, categoriesFrom: 0x00010006),
        "GAM BINP" => AdditiveBlock.Read(reader),
        _ => null,
    };

    private static Calibrator? CalibratorOf(ComponentReader? reader)
    {
        switch (reader?.Signature)
        {
            case "PLATTCAL":
                return new PlattCalibrator(reader.Double(), reader.Double());
            case "PAV  CAL":
                reader.Int();
                var pieces = new (float, float, float)[reader.Count(3 * sizeof(float))];
                for (var i = 0; i < pieces.Length; i++)
                    pieces[i] = (reader.Float(), reader.Float(), reader.Float());
                return pieces.Length > 0 ? new IsotonicCalibrator(pieces) : throw reader.Fault("has no steps");
            default:
                return null;
        }
    }

    private static void AddPrediction(
        SortedDictionary<string, byte[]> entries, string folder, string features, int slots, TreeEnsemble trees,
            PlattCalibrator? platt)
    {
        using var prediction = new ComponentWriter(new Component("BIN PRED", 0x00010001, "BinaryPredXfer"));
        prediction.Text(features);
        prediction.Block.Write(0f);
        prediction.Text("Score");
        entries[$"{folder}/{Item}"] = prediction.ToArray();
        entries[$"{folder}/TrainSchema"] = VectorSchema(features, slots);
        using var predictor = TreeBlock.Write(trees, slots);
        if (platt is null)
        {
            entries[$"{folder}/Model/{Item}"] = predictor.ToArray();
            return;
        }
        using var wrapper = new ComponentWriter(new Component("FTWTCALP", 0x00010001, "FeatWCaliPredExec"));
        entries[$"{folder}/Model/{Item}"] = wrapper.ToArray();
        entries[$"{folder}/Model/Predictor/{Item}"] = predictor.ToArray();
        entries[$"{folder}/Model/Calibrator/{Item}"] = PlattBlock(platt);
    }

    private static void AddCalibrator(SortedDictionary<string, byte[]> entries, string folder, Calibrator calibrator,
        string score)
    {
        var loader = calibrator is IsotonicCalibrator ? "PavCalibratTransf" : "PlattCalibratTransf";
        using var step = new ComponentWriter(new Component("CALTRANS", 0x00010002, loader));
        step.Text(score);
        entries[$"{folder}/{Item}"] = step.ToArray();
        if (calibrator is not IsotonicCalibrator { Pieces: var pieces })
        {
            entries[$"{folder}/Calibrator/{Item}"] = PlattBlock((PlattCalibrator)calibrator);
            return;
        }
        using var writer = new ComponentWriter(new Component("PAV  CAL", 0x00010001, "PAVCaliExec"));
        writer.Block.Write(sizeof(float));
        writer.Block.Write(pieces.Length);
        foreach (var (low, high, value) in pieces)
        {
            writer.Block.Write(low);
            writer.Block.Write(high);
            writer.Block.Write(value);
        }
        entries[$"{folder}/Calibrator/Model.bin"] = writer.ToArray();
    }

    private static byte[] PlattBlock(PlattCalibrator platt)
    {
        using var writer = new ComponentWriter(new Component("PLATTCAL", 0x00010001, "PlattCaliExec"));
        writer.Block.Write(platt.Slope);
        writer.Block.Write(platt.Offset);
        return writer.ToArray();
    }

    /// <summary>ML.NET's binary data view without rows, of one column: a vector of Single.</summary>
    private static byte[] VectorSchema(string column, int slots)
    {
        const int HeaderBytes = 256;
        const ulong Version = 0x0001000100010006;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("CML\0DVB\0"u8);
        writer.Write(Version);
        writer.Write(Version);
        writer.Write((long)HeaderBytes);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(1);
        writer.Write(new byte[HeaderBytes - (int)stream.Position]);
        writer.Write(column);
        writer.Write("VBuffer");
        writer.Write7BitEncodedInt("Single".Length + 2 + (2 * sizeof(int)));
        writer.Write("Single");
        writer.Write7BitEncodedInt(0);
        writer.Write(1);
        writer.Write(slots);
        writer.Write((byte)1);
        writer.Write7BitEncodedInt(1);
        writer.Write(0L);
        writer.Write(0L);
        var tail = stream.Position;
        writer.Write("\0BVD\0LMC"u8);
        stream.Position = 32;
        writer.Write(tail);
        return stream.ToArray();
    }
}
