namespace ReapFunctions.Ml.Scoring;

/// <summary>Trees ready to score rows: in blocks where the machine has the vectors for it, else row by row. The bits are the
/// same.</summary>
internal sealed class TreeScorer
{
    /// <summary>Fewer rows than this are scored one by one: filling a block would cost more.</summary>
    private const int MinBlockRows = 16;

    private readonly Lazy<RowScorer> rows;

    public TreeScorer(Featurizer featurizer, TreeEnsemble ensemble)
    {
        (Featurizer, Ensemble) = (featurizer, ensemble);
        (Columns, Tests) = TreeCompiler.Compile(featurizer, ensemble);
        Blocks = BlockScorer.Compile(ensemble, Columns, Tests);
        rows = new Lazy<RowScorer>(() => new RowScorer(ensemble, Tests));
    }

    public Featurizer Featurizer { get; }

    public TreeEnsemble Ensemble { get; }

    public CellColumn[] Columns { get; }

    /// <summary>The test of every node of every tree.</summary>
    public CellTest[][] Tests { get; }

    public BlockScorer? Blocks { get; }

    public RowScorer Rows => rows.Value;

    /// <summary>Raw scores of the rows from..from+scores.Length.</summary>
    public void Score(InputRows table, int from, Span<float> scores)
    {
        if (Blocks is { } blocks && scores.Length >= MinBlockRows)
        {
            for (var at = 0; at < scores.Length; at += BlockScorer.Rows)
                blocks.Score(table, from + at, scores[at..Math.Min(scores.Length, at + BlockScorer.Rows)]);
            return;
        }
        var cells = new ushort[Columns.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            for (var c = 0; c < cells.Length; c++)
            {
                var column = Columns[c];
                if (column.Right is null)
                    cells[c] = column.CellOf(table.Numbers(column.Input)[from + row]);
                else
                {
                    var (codes, map) = table.Codes(column.Input);
                    cells[c] = column.CellOf(codes.Span[from + row] is var code and >= 0 ? map[code] : -1);
                }
            }
            scores[row] = Rows.Score(cells);
        }
    }
}
