using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Scoring;

/// <summary>The codes of a categorical column; missing and unseen ones get the code after the last.</summary>
internal sealed class CodeColumn(int input, int categories) : ByteColumn
{
    /// <summary>With the code for unseen ones, all fit a byte.</summary>
    public const int MostCategories = 255;

    public int Categories => categories;

    public override void Fill(InputRows rows, int from, Span<byte> bytes, Span<float> buffer) =>
        rows.FillCodes(input, from, bytes, (byte)categories);
}
