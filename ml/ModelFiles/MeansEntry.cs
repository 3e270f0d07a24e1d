using System.Runtime.InteropServices;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The mean of every slot of a linear model: an entry of our own beside those of ML.NET, one f4 per slot.</summary>
internal static class MeansEntry
{
    public const string Name = "ReapFunctions/Means.bin";

    public static byte[] Write(float[] means) => MemoryMarshal.AsBytes(means.AsSpan()).ToArray();

    public static LinearModel Read(byte[] content, LinearModel model) =>
        content.Length == model.Weights.Length * sizeof(float)
            ? new LinearModel(model.Bias, model.Weights) { Means = MemoryMarshal.Cast<byte, float>(content).ToArray() }
            : throw new ModelFileException(
                $"Entry '{Name}' does not fit the weights. Save the model again, or remove the entry (the model then scores, but does not explain).");
}
