namespace ReapFunctions.Extracts;

/// <summary>Decides which of several rows of one key stays. Exact across the whole file.</summary>
internal abstract class Duplicates
{
    /// <summary>True when the file must be read once before: rows cannot be judged without knowing those that follow.</summary>
    public virtual bool NeedsTwoPasses => false;

    /// <summary>Notes a row of the first reading.</summary>
    public virtual void Note(UInt128 key, long row)
    {
    }

    /// <summary>True when the row stays.</summary>
    public abstract bool Keeps(UInt128 key, long row);

    public static Duplicates For(DuplicateRule rule) => rule switch
    {
        DuplicateRule.KeepLast => new Last(),
        DuplicateRule.Reject => new Single(),
        _ => new First(),
    };

    private sealed class First : Duplicates
    {
        private readonly KeySet seen = new();

        public override bool Keeps(UInt128 key, long row) => seen.Add(key);
    }

    private sealed class Last : Duplicates
    {
        private readonly Dictionary<UInt128, long> last = [];

        public override bool NeedsTwoPasses => true;

        public override void Note(UInt128 key, long row) => last[key] = row;

        public override bool Keeps(UInt128 key, long row) => last[key] == row;
    }

    private sealed class Single : Duplicates
    {
        private readonly KeySet seen = new();
        private readonly HashSet<UInt128> several = [];

        public override bool NeedsTwoPasses => true;

        public override void Note(UInt128 key, long row)
        {
            if (!seen.Add(key))
                several.Add(key);
        }

        public override bool Keeps(UInt128 key, long row) => !several.Contains(key);
    }
}
