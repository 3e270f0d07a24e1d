using ReapFunctions.Ml.Data;

namespace ReapFunctions.Ml.Training;

/// <summary>What is to be learned, and from which rows: no others are looked at.</summary>
internal sealed record LearningTask(Dataset Data, bool[] Labels, float[] Weights, int[] Rows, long Seed, int Threads)
{
    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    public bool[] LabelsOf(int[] rows) => [.. rows.Select(row => Labels[row])];

    public float[] WeightsOf(int[] rows) => Weights.Length == 0 ? [] : [.. rows.Select(row => Weights[row])];

    /// <summary>Of the task's rows, those at the given positions.</summary>
    public int[] RowsAt(int[] positions) => [.. positions.Select(position => Rows[position])];
}
