using ReapFunctions.Ml.Models;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Neighbouring slots that one ML.NET column can hold: a number, or the encoded values of one raw column.</summary>
/// <param name="Slots">The slots, all of one input, source and kind of steps.</param>
/// <param name="Column">The name of the column that holds them so far.</param>
internal sealed record SlotRun(Slot[] Slots, string Column)
{
    public Slot First => Slots[0];

    public bool IsEncoded => First.Source != SlotSource.Number;

    /// <summary>Divides the vector into runs; each is named for its raw column until a step renames it.</summary>
    public static List<SlotRun> Of(Featurizer featurizer)
    {
        var runs = new List<SlotRun>();
        var slots = featurizer.Slots;
        for (int start = 0, stop; start < slots.Length; start = stop)
        {
            for (stop = start + 1; stop < slots.Length && Continues(slots, start, stop);)
                stop++;
            runs.Add(new SlotRun(slots[start..stop], featurizer.Inputs[slots[start].Input].Name));
        }
        return runs;
    }

    private static bool Continues(Slot[] slots, int start, int next)
    {
        var (first, slot) = (slots[start], slots[next]);
        return first.Source != SlotSource.Number && slot.Source == first.Source && slot.Input == first.Input
            && slot.Steps.Select(step => step.Kind).SequenceEqual(first.Steps.Select(step => step.Kind))
            && !slots[start..next].Any(other => other.Category == slot.Category && other.Number == slot.Number);
    }
}
