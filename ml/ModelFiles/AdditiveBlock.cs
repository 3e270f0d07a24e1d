using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>The model block of ML.NET's generalized additive binary model.</summary>
internal static class AdditiveBlock
{
    public static ComponentWriter Write(AdditiveModel model, int slots)
    {
        var writer = new ComponentWriter(Component.Additive);
        writer.Block.Write(model.Functions.Length);
        writer.Block.Write(slots);
        writer.Block.Write(model.Bias);
        foreach (var function in model.Functions)
            writer.Array<double>(function.Effects, writer.Block.Write);
        foreach (var bound in model.Functions.SelectMany(function => function.UpperBounds))
            writer.Block.Write(bound);
        writer.Block.Write(model.Functions.Length);
        for (var i = 0; i < model.Functions.Length; i++)
        {
            writer.Block.Write(model.Functions[i].Slot);
            writer.Block.Write(i);
        }
        return writer;
    }

    public static AdditiveModel Read(ComponentReader reader, int slots)
    {
        var functions = new (double[] Effects, double[] Bounds)[reader.Count(2 * sizeof(int))];
        if (reader.Int() != slots)
            throw reader.Fault($"is made for another vector than the pipeline's {slots} slots");
        var bias = reader.Double();
        for (var i = 0; i < functions.Length; i++)
        {
            functions[i].Effects = reader.Doubles();
            if (functions[i].Effects.Length == 0)
                throw reader.Fault($"has an empty function {i}");
        }
        for (var i = 0; i < functions.Length; i++)
            functions[i].Bounds = reader.Doubles(functions[i].Effects.Length);
        var steps = new StepFunction[reader.Count(2 * sizeof(int))];
        for (var i = 0; i < steps.Length; i++)
        {
            var (slot, function) = (reader.Int(), reader.Int());
            if (slot < 0 || slot >= slots || function < 0 || function >= functions.Length)
                throw reader.Fault($"maps slot {slot} to function {function}, which do not exist");
            steps[i] = new StepFunction(slot, functions[function].Bounds, functions[function].Effects);
        }
        return new AdditiveModel(bias, steps);
    }
}
