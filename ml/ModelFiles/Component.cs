namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The identity of an ML.NET component: what its stream's header says.</summary>
/// <param name="Signature">Eight characters, spaces included.</param>
/// <param name="Written">Version that this library writes.</param>
/// <param name="Readable">Oldest version of a reader that understands it.</param>
/// <param name="Loader">The class that ML.NET creates.</param>
/// <param name="Assembly">The assembly that holds it.</param>
internal sealed record Component(string Signature, uint Written, uint Readable, string Loader, string Assembly)
{
    private const string Core = "Microsoft.ML.Data";
    private const string FastTree = "Microsoft.ML.FastTree";
    private const string Standard = "Microsoft.ML.StandardTrainers";
    private const string Transforms = "Microsoft.ML.Transforms";

    public static Component Chain { get; } = new("XF CHAIN", 0x00010001, 0x00010001, "TransformerChain", Core);

    public static Component Concat { get; } = new("CONCAT F", 0x00010003, 0x00010003, "ConcatTransform", Core);

    public static Component Term { get; } = new("TERMTRNF", 0x00010003, 0x00010003, "TermTransform", Core);

    public static Component TermManager { get; } = new("TERM MAN", 0x00010002, 0x00010002, "TermManager", Core);

    public static Component KeyToVector { get; } = new("KEY2VECT", 0x00010002, 0x00010001, "KeyToVectorTransform", Core);

    public static Component ReplaceMissing { get; } = new("NAREP TF", 0x00010002, 0x00010002, "NAReplaceTransform", Transforms);

    public static Component IndicateMissing { get; } = new("NAIND TF", 0x00010001, 0x00010001, "NaIndicatorTransform", Transforms);

    public static Component Convert { get; } = new("CONVERTF", 0x00010004, 0x00010003, "ConvertTransform", Core);

    public static Component Normalize { get; } = new("NORMALZR", 0x00010002, 0x00010001, "Normalizer", Core);

    public static Component Affine { get; } = new("AFF NORM", 0x00010003, 0x00010003, "AffineNormExec", Core);

    public static Component BinaryPrediction { get; } = new("BIN PRED", 0x00010001, 0x00010001, "BinaryPredXfer", Core);

    public static Component Calibrated { get; } = new("FTWTCALP", 0x00010001, 0x00010001, "FeatWCaliPredExec", Core);

    public static Component CalibratedLinear { get; } = new("PMIXCALP", 0x00010001, 0x00010001, "PMixCaliPredExec", Core);

    public static Component CalibratedAdditive { get; } = new("CALIPRED", 0x00010001, 0x00010001, "CaliPredExec", Core);

    public static Component Additive { get; } = new("GAM BINP", 0x00010002, 0x00010002, "BinaryClassGamPredictor", FastTree);

    public static Component Platt { get; } = new("PLATTCAL", 0x00010001, 0x00010001, "PlattCaliExec", Core);

    public static Component Isotonic { get; } = new("PAV  CAL", 0x00010001, 0x00010001, "PAVCaliExec", Core);

    public static Component IsotonicStep { get; } = new("CALTRANS", 0x00010002, 0x00010001, "PavCalibratTransf", Core);

    public static Component FastTreeBinary { get; } = new("FTREE BC", 0x00010005, 0x00010005, "FastTreeBinaryExec", FastTree);

    public static Component Linear { get; } = new("LINEAR2C", 0x00020002, 0x00020001, "Linear2CExec", Standard);
}
