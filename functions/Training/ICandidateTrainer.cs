using ReapFunctions.Ml.Data;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Training;

/// <summary>
/// Another way to learn a model than the library's own: its model stands against the library's on the same hold-out.
/// </summary>
public interface ICandidateTrainer
{
    /// <summary>What the model card calls it.</summary>
    string Name { get; }

    /// <summary>The settings it learns with, for the card.</summary>
    IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Learns from every row.</summary>
    /// <param name="data">The features.</param>
    /// <param name="labels">By row.</param>
    /// <param name="seed">The same seed gives the same model.</param>
    /// <returns>A model that can be explained.</returns>
    PropensityModel Train(Dataset data, bool[] labels, long seed);
}
