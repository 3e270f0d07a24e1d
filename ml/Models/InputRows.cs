namespace ReapFunctions.Ml.Models;

/// <summary>A table's columns as a model reads them: numbers, and category codes with their map to the model's own.</summary>
internal sealed class InputRows(
    Featurizer featurizer, int rows, ReadOnlyMemory<float>[] numbers, ReadOnlyMemory<int>[] codes, int[][] maps)
{
    public int Rows => rows;

    public ReadOnlySpan<float> Numbers(int input) => numbers[input].Span;

    /// <summary>The model's code of an input's category at a row; -1 when missing or unseen.</summary>
    public int Code(int input, int row) => codes[input].Span[row] is var code and >= 0 ? maps[input][code] : -1;

    /// <summary>The model's codes of some rows, as bytes.</summary>
    public void FillCodes(int input, int from, Span<byte> bytes, byte unseen)
    {
        var given = codes[input].Span.Slice(from, bytes.Length);
        var map = maps[input];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = given[i] is var code and >= 0 && map[code] is var known and >= 0 ? (byte)known : unseen;
    }

    /// <summary>Writes a row's feature vector.</summary>
    public void FillSlots(int row, Span<float> slots)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = featurizer.Slots[i];
            slots[i] = featurizer.Inputs[slot.Input].IsCategorical
                ? slot.Of(float.NaN, Code(slot.Input, row))
                : slot.Of(numbers[slot.Input].Span[row], -1);
        }
    }
}
