using ReapFunctions.Ml.Calibration;
using ReapFunctions.Ml.Scoring;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Goes through a table on the path that was found for its model, chunk beside chunk. Safe for use by several
/// threads.</summary>
internal sealed class TableScorer(FoundPath found, Lazy<MlNetPipeline> pipeline, Calibrator calibrator)
{
    private const int ChunkRows = 2048;
    private const int MaxChunkCells = 4_000_000;

    private bool IsDirect => found.Path == ScoringPath.Direct;

    /// <summary>Scores every row.</summary>
    /// <param name="data">Has the model's columns.</param>
    /// <param name="results">One per row.</param>
    /// <param name="raw">Scores before calibration, instead of probabilities.</param>
    public void Score(Dataset data, Memory<float> results, bool raw)
    {
        var all = IsDirect ? RowsOf(data, 0, data.Rows) : null;
        ForChunks(data.Rows, (from, rows) =>
        {
            var some = results.Span.Slice(from, rows);
            if (found.Path == ScoringPath.MlNet)
            {
                var other = new float[rows];
                pipeline.Value.ScoreRows(data, from, raw ? some : other, raw ? other : some);
                return;
            }
            found.Trees!.Score(all ?? RowsOf(data, from, rows), all is null ? 0 : from, some);
            if (raw)
                return;
            foreach (ref var result in some)
                result = calibrator.Probability(result);
        });
    }

    /// <summary>What the trees look at: raw columns, or the slots that ML.NET makes of them.</summary>
    public InputRows RowsOf(Dataset data, int from, int rows)
    {
        var featurizer = found.Trees!.Featurizer;
        if (IsDirect)
            return featurizer.Bind(data);
        var vectors = pipeline.Value.FeaturesOf(data, from, rows, found.UsedSlots);
        return featurizer.Bind(
            new Dataset([.. vectors.Select((values, i) => new NumericColumn(featurizer.Inputs[i].Name, values))], rows));
    }

    /// <summary>Calls <paramref name="body"/> with the first row and the number of rows of every chunk.</summary>
    public void ForChunks(int rows, Action<int, int> body)
    {
        var size = IsDirect ? ChunkRows : Math.Clamp(MaxChunkCells / Math.Max(1, pipeline.Value.Slots), 1, ChunkRows);
        var chunks = (rows + size - 1) / size;
        if (chunks == 1)
            body(0, rows);
        else
            Parallel.For(0, chunks, chunk => body(chunk * size, Math.Min(size, rows - (chunk * size))));
    }
}
