using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Reads a <c>model.zip</c> of ML.NET or of this library. Chains are followed to any depth.</summary>
internal sealed class ModelReader
{
    private const string Root = "TransformerChain";
    private const int MostDepth = 32;
    private const int ScoringScope = 4;

    private readonly ModelArchive archive;
    private readonly PipelineColumns columns = new();
    private Featurizer? featurizer;
    private Predictor? predictor;
    private Calibrator? calibrator;

    private ModelReader(ModelArchive archive) => this.archive = archive;

    public static PropensityModel Read(Stream stream)
    {
        using var archive = new ModelArchive(stream);
        return new ModelReader(archive).Read();
    }

    private PropensityModel Read()
    {
        ReadStep(Root, 0);
        if (predictor is null)
            throw new ModelFileException("The file has no binary classifier. Save the whole pipeline, its trainer included.");
        if (predictor is TreeEnsemble trees && archive.Has(CoverEntry.Name))
            predictor = CoverEntry.Read(archive.Read(CoverEntry.Name), trees);
        if (predictor is LinearModel linear && archive.Has(MeansEntry.Name))
            predictor = MeansEntry.Read(archive.Read(MeansEntry.Name), linear);
        return new PropensityModel(featurizer!, predictor, calibrator);
    }

    private void ReadStep(string folder, int depth)
    {
        if (depth > MostDepth)
            throw new ModelFileException($"Entry '{folder}' is nested deeper than {MostDepth} chains. The file is damaged.");
        var reader = archive.Component(folder);
        switch (reader.Signature)
        {
            case "XF CHAIN":
                ReadChain(reader, folder, depth);
                break;
            case "CONCAT F":
                FeatureSteps.Concat(reader, columns);
                break;
            case "TERMTRNF":
                FeatureSteps.Terms(reader, archive.Component($"{folder}/Vocabulary"), columns);
                break;
            case "KEY2VECT":
                FeatureSteps.KeyToVector(reader, columns);
                break;
            case "NAREP TF":
                FeatureSteps.ReplaceMissing(reader, columns);
                break;
            case "NAIND TF":
                FeatureSteps.IndicateMissing(reader, columns);
                break;
            case "CONVERTF":
                FeatureSteps.Convert(reader, columns);
                break;
            case "NORMALZR":
                FeatureSteps.Normalize(reader, archive, folder, columns);
                break;
            case "BIN PRED":
                ReadPrediction(reader, folder);
                break;
            case "CALTRANS":
                calibrator = ReadCalibrator($"{folder}/Calibrator");
                break;
            default:
                throw Unknown(reader, folder, "Supported steps: concatenate, one-hot encoding, missing-value replacement and indicator, "
                    + "conversion to Single, min-max and mean-variance normalisation, binary classifiers, calibrators. Prepare the column before the pipeline instead.");
        }
    }

    private void ReadChain(ComponentReader reader, string folder, int depth)
    {
        var scopes = new int[reader.Count(sizeof(int))];
        for (var step = 0; step < scopes.Length; step++)
            scopes[step] = reader.Int();
        for (var step = 0; step < scopes.Length; step++)
        {
            if ((scopes[step] & ScoringScope) != 0)
                ReadStep($"{folder}/Transform_{step:D3}", depth + 1);
        }
    }

    private void ReadPrediction(ComponentReader reader, string folder)
    {
        if (predictor is not null)
            throw new ModelFileException($"Entry '{folder}' is a second classifier. Save a pipeline with one.");
        featurizer = columns.Featurizer(reader.Text());
        var model = archive.Component($"{folder}/Model");
        if (model.Signature is "FTWTCALP" or "PMIXCALP" or "CALIPRED" or "BCALPRED" or "BINDCALI")
        {
            predictor = ReadPredictor($"{folder}/Model/Predictor", featurizer.Slots.Length);
            calibrator = ReadCalibrator($"{folder}/Model/Calibrator");
            return;
        }
        predictor = ReadPredictor($"{folder}/Model", featurizer.Slots.Length);
        if (archive.Has($"{folder}/Model/Calibrator/Model.key") || archive.Has($"{folder}/Model/Calibrator/Model.bin"))
            calibrator = ReadCalibrator($"{folder}/Model/Calibrator");
    }

    private Predictor ReadPredictor(string folder, int slots)
    {
        var reader = archive.Component(folder);
        return reader.Signature switch
        {
            "FTREE BC" or "LGBBINCL" => TreeBlock.Read(reader, slots, defaultsFrom: 0x00010004, categoriesFrom: 0x00010005),
            "FFORE BC" => TreeBlock.Read(reader, slots, defaultsFrom: 0x00010005, categoriesFrom: 0x00010006),
            "LINEAR2C" => LinearBlock.Read(reader, slots),
            "GAM BINP" => AdditiveBlock.Read(reader, slots),
            _ => throw Unknown(reader, folder, "Supported models: FastTree, FastForest, LightGBM, linear and GAM binary classifiers. Train one of these."),
        };
    }

    private Calibrator ReadCalibrator(string folder)
    {
        var reader = archive.Component(folder);
        return reader.Signature switch
        {
            "PLATTCAL" => CalibratorBlock.ReadPlatt(reader),
            "PAV  CAL" => CalibratorBlock.ReadIsotonic(reader),
            _ => throw Unknown(reader, folder, "Supported calibrators: Platt and isotonic. Train with one of these."),
        };
    }

    private static ModelFileException Unknown(ComponentReader reader, string folder, string remedy) =>
        new($"Entry '{folder}' is an ML.NET component that cannot be read here: '{reader.Loader}' (signature '{reader.Signature}'). {remedy}");
}
