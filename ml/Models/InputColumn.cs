namespace ReapFunctions.Ml.Models;

/// <summary>A raw column that a model reads.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Categories">The categories that the model knows; null for a numeric column.</param>
internal sealed record InputColumn(string Name, string[]? Categories)
{
    public bool IsCategorical => Categories is not null;
}
