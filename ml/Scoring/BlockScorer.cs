using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReapFunctions.Ml.Scoring;

/// <summary>
/// Scores 256 rows at once, 32 to a vector. A row's state is a byte: the first leaf of the node that it is at. The nodes of a
/// tree come in preorder, so one pass over them, without a branch on data, leaves the row's leaf in its state:
/// <code>
///            n0 [leaves 0..3]            state 0 at n0; go right: state = 2 (the first leaf of n2)
///           /               \
///      n1 [0..1]         n2 [2..3]       rows with state 0 are at n1, rows with state 2 at n2, …
/// </code>
/// Leaf values are summed in tree order in double, as for a single row: the same bits.
/// </summary>
internal sealed unsafe class BlockScorer
{
    /// <summary>Rows scored together.</summary>
    public const int Rows = 256;

    /// <summary>Rows whose states stay in registers together: four of bytes.</summary>
    private const int RegisterRows = 128;

    private const int MaxLeaves = 256;
    private const int MaxThresholds = 254;
    private const int Alignment = 64;

    private readonly CellColumn[] columns;
    private readonly Program[] programs;

    private BlockScorer(CellColumn[] columns, Program[] programs)
    {
        this.columns = columns;
        this.programs = programs;
    }

    /// <summary>The trees as programs over bytes; null where they ask for more than bytes hold.</summary>
    public static BlockScorer? Compile(TreeEnsemble ensemble, CellColumn[] columns, CellTest[][] tests)
    {
        var fits = Array.TrueForAll(ensemble.Trees, tree => tree.Values.Length <= MaxLeaves)
            && Array.TrueForAll(columns, column => column.Bins is null || column.Bins.Thresholds.Length <= MaxThresholds);
        return fits ? new BlockScorer(columns, [.. ensemble.Trees.Select((tree, t) => new Program(tree, tests[t]))]) : null;
    }

    /// <summary>Scores the rows from..from+scores.Length, at most <see cref="Rows"/>.</summary>
    public void Score(InputRows rows, int from, Span<float> scores)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(((columns.Length + 1) * Rows) + (Rows * sizeof(double)) + Alignment);
        fixed (byte* start = bytes)
        {
            var aligned = start + (Alignment - ((nint)start % Alignment));
            var sums = (double*)aligned;
            var states = aligned + (Rows * sizeof(double));
            var cells = states + Rows;
            Fill(rows, from, scores.Length, cells);
            new Span<double>(sums, Rows).Clear();
            foreach (var program in programs)
            {
                for (var half = 0; half < Rows; half += RegisterRows)
                    Walk(program.Steps, cells + half, states + half);
                AddValues(program.Values, states, sums);
            }
            for (var i = 0; i < scores.Length; i++)
                scores[i] = (float)sums[i];
        }
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Bytes that <see cref="Fill"/> writes.</summary>
    public int CellBytes => columns.Length * Rows;

    /// <summary>Writes the bytes that the nodes look at, column by column, <see cref="Rows"/> to each.</summary>
    public void Fill(InputRows rows, int from, int count, byte* cells)
    {
        for (var c = 0; c < columns.Length; c++)
        {
            // Rows beyond the last one score whatever lies there; nobody looks at it.
            var bytes = new Span<byte>(cells + (c * Rows), count);
            if (columns[c].Unshifted < 0)
                columns[c].Fill(rows, from, bytes);
            else
            {
                new Span<byte>(cells + (columns[c].Unshifted * Rows), count).CopyTo(bytes);
                CellColumn.Shift(bytes);
            }
        }
    }

    /// <summary>For each node of a tree, in preorder, which of the 8 rows from <paramref name="cells"/> on go left: all bits of
    /// their lanes.</summary>
    public void GoesLeft(int tree, byte* cells, Vector256<float>* goesLeft)
    {
        foreach (ref readonly var step in programs[tree].Steps.AsSpan())
        {
            var cell = Vector128.Create(Vector64.Load(cells + (step.Column * Rows)), Vector64<byte>.Zero);
            var left = Vector128.WidenLower(Vector128.LessThan(cell, Vector128.Create(step.Above)).AsSByte());
            *goesLeft++ = Vector256.Create(Vector128.WidenLower(left), Vector128.WidenUpper(left)).AsSingle();
        }
    }

    private static void Walk(Step[] steps, byte* cells, byte* states)
    {
        var (s0, s1, s2, s3) = (Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero);
        foreach (ref readonly var step in steps.AsSpan())
        {
            var column = cells + (step.Column * Rows);
            var above = Vector256.Create(step.Above);
            var (low, further) = (Vector256.Create(step.Low), Vector256.Create(step.Further));
            s0 = Move(s0, Vector256.LoadAligned(column), above, low, further);
            s1 = Move(s1, Vector256.LoadAligned(column + 32), above, low, further);
            s2 = Move(s2, Vector256.LoadAligned(column + 64), above, low, further);
            s3 = Move(s3, Vector256.LoadAligned(column + 96), above, low, further);
        }
        s0.StoreAligned(states);
        s1.StoreAligned(states + 32);
        s2.StoreAligned(states + 64);
        s3.StoreAligned(states + 96);
    }

    /// <summary>Machines compare bytes with a sign only; the larger of two without a sign is at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Move(
        Vector256<byte> state, Vector256<byte> cells, Vector256<byte> above, Vector256<byte> low, Vector256<byte> further) =>
        state + (Vector256.Equals(state, low) & Vector256.Equals(Vector256.Max(cells, above), cells) & further);

    private static void AddValues(double[] values, byte* states, double* sums)
    {
        fixed (double* value = values)
        {
            for (var row = 0; row < Rows; row += 4)
            {
                sums[row] += value[states[row]];
                sums[row + 1] += value[states[row + 1]];
                sums[row + 2] += value[states[row + 2]];
                sums[row + 3] += value[states[row + 3]];
            }
        }
    }

    /// <summary>A node over 256 rows at once.</summary>
    /// <param name="Column">Which column of bytes it looks at.</param>
    /// <param name="Above">Rows whose cell is this or above go right.</param>
    /// <param name="Low">The first leaf below the node: what the state of its rows is.</param>
    /// <param name="Further">From there to the first leaf of its right child.</param>
    private readonly record struct Step(int Column, byte Above, byte Low, byte Further);

    /// <summary>A tree: its nodes in preorder, its leaf values from left to right.</summary>
    private sealed class Program
    {
        public Program(Tree tree, CellTest[] tests)
        {
            var (steps, values) = (new List<Step>(tree.Nodes), new List<double>(tree.Values.Length));
            Add(0);
            (Steps, Values) = ([.. steps], [.. values]);

            void Add(int node)
            {
                if (node < 0)
                {
                    values.Add(tree.Values[~node]);
                    return;
                }
                var (at, low) = (steps.Count, values.Count);
                steps.Add(default);
                Add(tree.Left[node]);
                var test = tests[node];
                steps[at] = new Step(test.Column, (byte)(test.Cell + 1), (byte)low, (byte)(values.Count - low));
                Add(tree.Right[node]);
            }
        }

        public Step[] Steps { get; }

        public double[] Values { get; }
    }
}
