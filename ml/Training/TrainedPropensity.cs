using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Training;

/// <summary>A trained model and the account of how good it is.</summary>
public sealed record TrainedPropensity(PropensityModel Model, ModelCard Card);
