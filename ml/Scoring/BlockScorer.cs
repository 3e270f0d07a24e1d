using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReapFunctions.Ml.Scoring;

/// <summary>
/// Scores 256 rows at once with the widest vectors. A row's state is a byte: the first leaf of the node that it is at. The nodes
/// of a tree come in preorder, so one pass over them, without a branch on data, leaves the row's leaf in its state:
/// <code>
///            n0 [leaves 0..3]            state 0 at n0; go right: state = 2 (the first leaf of n2)
///           /               \
///      n1 [0..1]         n2 [2..3]       rows with state 0 are at n1, rows with state 2 at n2, …
/// </code>
/// Leaf values are summed in tree order in double, as for a single row: the same bits.
/// </summary>
internal sealed unsafe class BlockScorer
{
    /// <summary>Rows scored together: four registers of bytes.</summary>
    public const int Rows = 256;

    private const int MaxLeaves = 256;
    private const int MaxFloatLeaves = 64;
    private const int MaxThresholds = 254;
    private const int Alignment = 64;

    private readonly CellColumn[] columns;
    private readonly Program[] programs;

    private BlockScorer(CellColumn[] columns, Program[] programs)
    {
        this.columns = columns;
        this.programs = programs;
    }

    /// <summary>The trees as programs over bytes; null where the machine has no such vectors or the trees ask for more than bytes
    /// hold.</summary>
    public static BlockScorer? Compile(TreeEnsemble ensemble, CellColumn[] columns, CellTest[][] tests)
    {
        var fits = Avx512BW.IsSupported && Avx512F.IsSupported
            && Array.TrueForAll(ensemble.Trees, tree => tree.Values.Length <= MaxLeaves)
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
                Walk(program.Steps, cells, states);
                if (program.Floats is { } floats)
                    AddFloats(floats, program.Values.Length, states, sums);
                else
                    AddDoubles(program.Values, states, sums);
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

    /// <summary>For each node of a tree, in preorder, which of the 16 rows from <paramref name="cells"/> on go left: all bits of
    /// their lanes.</summary>
    public void GoesLeft(int tree, byte* cells, Vector512<float>* goesLeft)
    {
        foreach (ref readonly var step in programs[tree].Steps.AsSpan())
        {
            var left = Vector128.LessThanOrEqual(Vector128.LoadAligned(cells + (step.Column * Rows)),
                Vector128.Create(step.Cell));
            *goesLeft++ = Avx512F.ConvertToVector512Int32(left.AsSByte()).AsSingle();
        }
    }

    /// <summary>The four states stay in registers.</summary>
    private static void Walk(Step[] steps, byte* cells, byte* states)
    {
        var (s0, s1, s2, s3) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        foreach (ref readonly var step in steps.AsSpan())
        {
            var column = cells + (step.Column * Rows);
            var (cell, low, middle) = (Vector512.Create(step.Cell), Vector512.Create(step.Low), Vector512.Create(step.Middle));
            s0 = Move(s0, Vector512.LoadAligned(column), cell, low, middle);
            s1 = Move(s1, Vector512.LoadAligned(column + 64), cell, low, middle);
            s2 = Move(s2, Vector512.LoadAligned(column + 128), cell, low, middle);
            s3 = Move(s3, Vector512.LoadAligned(column + 192), cell, low, middle);
        }
        s0.StoreAligned(states);
        s1.StoreAligned(states + 64);
        s2.StoreAligned(states + 128);
        s3.StoreAligned(states + 192);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Move(
        Vector512<byte> state, Vector512<byte> cells, Vector512<byte> cell, Vector512<byte> low, Vector512<byte> middle) =>
        Vector512.ConditionalSelect(Vector512.Equals(state, low) & Vector512.GreaterThan(cells, cell), middle, state);

    /// <summary>Up to 64 leaves: their values stay in four registers.</summary>
    private static void AddFloats(float[] values, int leaves, byte* states, double* sums)
    {
        fixed (float* value = values)
        {
            var (v0, v1, v2, v3) = (Vector512.Load(value), Vector512.Load(value + 16), Vector512.Load(value + 32),
                Vector512.Load(value + 48));
            var upperStates = Vector512.Create(31);
            for (var row = 0; row < Rows; row += 16)
            {
                var state = Avx512F.ConvertToVector512Int32(Vector128.LoadAligned(states + row));
                var found = Avx512F.PermuteVar16x32x2(v0, state, v1);
                if (leaves > 32)
                {
                    found = Vector512.ConditionalSelect(
                        Vector512.GreaterThan(state, upperStates).AsSingle(), Avx512F.PermuteVar16x32x2(v2, state, v3), found);
                }
                var sum = sums + row;
                (Vector512.LoadAligned(sum) + Avx512F.ConvertToVector512Double(found.GetLower())).StoreAligned(sum);
                (Vector512.LoadAligned(sum + 8) + Avx512F.ConvertToVector512Double(found.GetUpper())).StoreAligned(sum + 8);
            }
        }
    }

    private static void AddDoubles(double[] values, byte* states, double* sums)
    {
        fixed (double* value = values)
        {
            for (var row = 0; row < Rows; row++)
                sums[row] += value[states[row]];
        }
    }

    /// <summary>A node over 256 rows at once.</summary>
    /// <param name="Column">Which column of bytes it looks at.</param>
    /// <param name="Cell">Rows above it go right.</param>
    /// <param name="Low">The first leaf below the node: what the state of its rows is.</param>
    /// <param name="Middle">The first leaf of its right child: what the state of rows that go right becomes.</param>
    private readonly record struct Step(int Column, byte Cell, byte Low, byte Middle);

    /// <summary>A tree: its nodes in preorder, its leaf values from left to right.</summary>
    private sealed class Program
    {
        public Program(Tree tree, CellTest[] tests)
        {
            var (steps, values) = (new List<Step>(tree.Nodes), new List<double>(tree.Values.Length));
            Add(0);
            (Steps, Values) = ([.. steps], [.. values]);
            if (Values.Length > MaxFloatLeaves || Array.Exists(Values, value => (float)value != value))
                return;
            Floats = new float[MaxFloatLeaves];
            for (var leaf = 0; leaf < Values.Length; leaf++)
                Floats[leaf] = (float)Values[leaf];

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
                steps[at] = new Step(tests[node].Column, (byte)tests[node].Cell, (byte)low, (byte)values.Count);
                Add(tree.Right[node]);
            }
        }

        public Step[] Steps { get; }

        public double[] Values { get; }

        /// <summary>The same values as floats, padded to 64, when that is exact and there are at most 64.</summary>
        public float[]? Floats { get; }
    }
}
