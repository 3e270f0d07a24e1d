namespace ReapFunctions.Ml;

/// <summary>How the rows of a model are scored.</summary>
public enum ScoringPath
{
    /// <summary>From the raw columns, by our block scorer; ML.NET is not even loaded. It gives ML.NET's scores on rows made up to
    /// differ.</summary>
    Direct,

    /// <summary>ML.NET makes the feature vector, our block scorer the rest.</summary>
    FromFeatures,

    /// <summary>ML.NET does everything.</summary>
    MlNet,
}
