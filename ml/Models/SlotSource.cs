namespace ReapFunctions.Ml.Models;

/// <summary>What a slot reads from its raw column.</summary>
internal enum SlotSource
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>1 for one category, 0 for every other, missing and unseen ones too.</summary>
    Category,

    /// <summary>1 for one number, 0 for every other and missing.</summary>
    EqualsNumber,
}
