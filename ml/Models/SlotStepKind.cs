namespace ReapFunctions.Ml.Models;

/// <summary>The steps that a slot can take.</summary>
internal enum SlotStepKind
{
    /// <summary>NaN becomes a number.</summary>
    ReplaceMissing,

    /// <summary>1 where NaN, 0 elsewhere.</summary>
    IsMissing,

    /// <summary>(value - offset) * scale, in float.</summary>
    Affine,
}
