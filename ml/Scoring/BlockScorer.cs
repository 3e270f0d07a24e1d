using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ReapFunctions.Ml.Models;

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
internal sealed unsafe class BlockScorer(ByteColumn[] columns, CompiledTree[] trees, byte[] tables)
{
    /// <summary>Rows scored together: four registers of bytes.</summary>
    public const int Rows = 256;

    private const int Alignment = 64;

    public static bool IsSupported => Avx512Vbmi.IsSupported && Avx512BW.IsSupported && Avx512F.IsSupported;

    /// <summary>Scores the rows from..from+scores.Length, at most <see cref="Rows"/>.</summary>
    public void Score(InputRows rows, int from, Span<float> scores)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(((columns.Length + 1) * Rows) + (Rows * sizeof(double)) + Alignment);
        fixed (byte* start = bytes)
        fixed (byte* table = tables)
        {
            var aligned = start + (Alignment - ((nint)start % Alignment));
            var sums = (double*)aligned;
            var states = aligned + (Rows * sizeof(double));
            var cells = states + Rows;
            Fill(rows, from, scores.Length, cells);
            new Span<double>(sums, Rows).Clear();
            foreach (var tree in trees)
            {
                if (tree.HasTables)
                    WalkMixed(tree.Nodes, cells, table, states);
                else
                    WalkBins(tree.Nodes, cells, states);
                if (tree.Floats is { } floats)
                    AddFloats(floats, tree.Values.Length, states, sums);
                else
                    AddDoubles(tree.Values, states, sums);
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
        Span<float> buffer = stackalloc float[Rows];
        for (var c = 0; c < columns.Length; c++)
        {
            var bytes = new Span<byte>(cells + (c * Rows), Rows);
            // Rows beyond the last one score whatever lies there; nobody looks at it.
            if (columns[c] is ShiftedColumn shifted)
                new Span<byte>(cells + (shifted.Source * Rows), count).CopyTo(bytes);
            columns[c].Fill(rows, from, bytes[..count], buffer);
        }
    }

    /// <summary>For each node of a tree, which of the 16 rows from <paramref name="cells"/> on go left: all bits of their lanes.</summary>
    public void GoesLeft(int tree, byte* cells, Vector512<float>* goesLeft)
    {
        fixed (byte* table = tables)
        {
            foreach (ref readonly var node in trees[tree].Nodes.AsSpan())
            {
                var values = Vector128.LoadAligned(cells + (node.Column * Rows));
                var left = node.Kind == TestKind.Above
                    ? Vector128.LessThanOrEqual(values, Vector128.Create(node.Bin))
                    : Vector128.Equals(Lookup(table + node.Table, node.Kind, values.ToVector256Unsafe().ToVector512Unsafe()).GetLower().GetLower(), Vector128<byte>.Zero);
                *goesLeft++ = Avx512F.ConvertToVector512Int32(left.AsSByte()).AsSingle();
            }
        }
    }

    /// <summary>A tree of bin tests only: the four states stay in registers.</summary>
    private static void WalkBins(CompiledNode[] nodes, byte* cells, byte* states)
    {
        var (s0, s1, s2, s3) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        foreach (ref readonly var node in nodes.AsSpan())
        {
            var column = cells + (node.Column * Rows);
            var (bin, low, middle) = (Vector512.Create(node.Bin), Vector512.Create(node.Low), Vector512.Create(node.Middle));
            s0 = MoveAbove(s0, Vector512.LoadAligned(column), bin, low, middle);
            s1 = MoveAbove(s1, Vector512.LoadAligned(column + 64), bin, low, middle);
            s2 = MoveAbove(s2, Vector512.LoadAligned(column + 128), bin, low, middle);
            s3 = MoveAbove(s3, Vector512.LoadAligned(column + 192), bin, low, middle);
        }
        s0.StoreAligned(states);
        s1.StoreAligned(states + 64);
        s2.StoreAligned(states + 128);
        s3.StoreAligned(states + 192);
    }

    private static void WalkMixed(CompiledNode[] nodes, byte* cells, byte* tables, byte* states)
    {
        new Span<byte>(states, Rows).Clear();
        foreach (ref readonly var node in nodes.AsSpan())
        {
            var column = cells + (node.Column * Rows);
            var (bin, low, middle) = (Vector512.Create(node.Bin), Vector512.Create(node.Low), Vector512.Create(node.Middle));
            for (var row = 0; row < Rows; row += Vector512<byte>.Count)
            {
                var (state, values) = (Vector512.LoadAligned(states + row), Vector512.LoadAligned(column + row));
                state = node.Kind == TestKind.Above
                    ? MoveAbove(state, values, bin, low, middle)
                    : MoveListed(state, Lookup(tables + node.Table, node.Kind, values), low, middle);
                state.StoreAligned(states + row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> MoveAbove(
        Vector512<byte> state, Vector512<byte> bins, Vector512<byte> bin, Vector512<byte> low, Vector512<byte> middle) =>
        Vector512.ConditionalSelect(Vector512.Equals(state, low) & Vector512.GreaterThan(bins, bin), middle, state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> MoveListed(Vector512<byte> state, Vector512<byte> listed, Vector512<byte> low, Vector512<byte> middle) =>
        Vector512.ConditionalSelect(Vector512.Equals(state, low) & Vector512.GreaterThan(listed, Vector512<byte>.Zero), middle, state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Lookup(byte* table, TestKind kind, Vector512<byte> codes)
    {
        var first = Vector512.Load(table);
        if (kind == TestKind.Table64)
            return Avx512Vbmi.PermuteVar64x8(first, codes);
        var lower = Avx512Vbmi.PermuteVar64x8x2(first, codes, Vector512.Load(table + 64));
        if (kind == TestKind.Table128)
            return lower;
        var upper = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + 128), codes, Vector512.Load(table + 192));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(codes, Vector512.Create((byte)127)), upper, lower);
    }

    /// <summary>Up to 64 leaves: their values stay in four registers.</summary>
    private static void AddFloats(float[] values, int leaves, byte* states, double* sums)
    {
        fixed (float* value = values)
        {
            var (v0, v1, v2, v3) = (Vector512.Load(value), Vector512.Load(value + 16), Vector512.Load(value + 32), Vector512.Load(value + 48));
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
}
