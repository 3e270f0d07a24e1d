namespace ReapFunctions.Value;

/// <summary>How much a customer is worth, in one word.</summary>
public enum ValueBand
{
    /// <summary>Decile at most <see cref="ValueBandOptions.HighToDecile"/>.</summary>
    High,

    /// <summary>Between high and low.</summary>
    Medium,

    /// <summary>Decile after <see cref="ValueBandOptions.MediumToDecile"/>.</summary>
    Low,

    /// <summary>Costs more than it brings: the value by which customers are ranked is below zero.</summary>
    Negative,
}
