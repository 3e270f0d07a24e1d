using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The model block of ML.NET's linear binary models.</summary>
internal static class LinearBlock
{
    public static ComponentWriter Write(LinearModel model)
    {
        var writer = new ComponentWriter(Component.Linear);
        writer.Block.Write(sizeof(float));
        writer.Block.Write(model.Bias);
        writer.Block.Write(model.Weights.Length);
        writer.Block.Write(0);
        writer.Array<float>(model.Weights, writer.Block.Write);
        return writer;
    }

    public static LinearModel Read(ComponentReader reader, int slots)
    {
        if (reader.Int() != sizeof(float))
            throw reader.Fault("does not hold 4-byte numbers");
        var bias = reader.Float();
        if (reader.Int() is var length && length != slots)
            throw reader.Fault($"has {length} weights for a vector of {slots}");
        var (indices, values) = (reader.Ints(), reader.Floats());
        var weights = new float[slots];
        if (indices.Length == 0 && values.Length == slots)
            values.CopyTo(weights, 0);
        else if (indices.Length != values.Length || indices.Any(index => index < 0 || index >= slots))
            throw reader.Fault("has weights that do not fit their indices");
        for (var i = 0; i < indices.Length; i++)
            weights[indices[i]] = values[i];
        reader.SkipRest();
        return new LinearModel(bias, weights);
    }
}
