using ReapFunctions.Ml.Binning;
using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.Scoring;

/// <summary>The bins of a slot over the thresholds that the trees compare it with; missing is 255, above all.</summary>
internal sealed class BinColumn(Slot slot, float[] thresholds) : ByteColumn
{
    /// <summary>With 254 thresholds there are 255 bins, 0 to 254.</summary>
    public const int MostThresholds = 254;

    private const byte Missing = 255;

    private readonly ThresholdTable table = new(thresholds);

    public override void Fill(InputRows rows, int from, Span<byte> bytes, Span<float> buffer)
    {
        var values = rows.Numbers(slot.Input).Slice(from, bytes.Length);
        if (slot.Steps.Length > 0 || slot.Source != SlotSource.Number)
        {
            for (var i = 0; i < values.Length; i++)
                buffer[i] = slot.Of(values[i], -1);
            values = buffer[..bytes.Length];
        }
        table.Find(values, bytes, Missing);
    }
}
