using ReapFunctions.Contracts;

namespace ReapFunctions.Extracts.Duplicates;

/// <summary>Decides which of several rows of one key stays. Exact across the whole file, in bounded memory.</summary>
internal abstract class DuplicateFilter : IDisposable
{
    /// <summary>True when the file must be read once before: rows cannot be judged without knowing those that follow.</summary>
    public virtual bool NeedsTwoPasses => false;

    /// <summary>Notes a row of the first reading.</summary>
    public virtual void Note(UInt128 key, long row)
    {
    }

    /// <summary>Says which keys come next, so that looking them up is quick.</summary>
    public virtual void Expect(ReadOnlySpan<UInt128> keys)
    {
    }

    /// <summary>True when the row stays. Rows come in the order of the file.</summary>
    public abstract bool Keeps(UInt128 key, long row);

    public abstract void Dispose();

    public static DuplicateFilter For(DuplicateRule rule) => rule switch
    {
        DuplicateRule.KeepLast => new ByLosers(keepLast: true),
        DuplicateRule.Reject => new ByLosers(keepLast: false),
        _ => new First(),
    };

    private sealed class First : DuplicateFilter
    {
        private readonly KeySet seen = new();

        public override void Expect(ReadOnlySpan<UInt128> keys) => seen.Expect(keys);

        public override bool Keeps(UInt128 key, long row) => seen.Add(key);

        public override void Dispose() => seen.Dispose();
    }

    /// <summary>
    /// After the first reading the keys are sorted, part by part, in temporary files; rows that lose are kept as a list, which
    /// the second reading walks along.
    /// </summary>
    private sealed class ByLosers(bool keepLast) : DuplicateFilter
    {
        private readonly KeyRows rows = new();
        private IEnumerator<long>? losers;
        private bool hasLoser;

        public override bool NeedsTwoPasses => true;

        public override void Note(UInt128 key, long row) => rows.Add(key, row);

        public override bool Keeps(UInt128 key, long row)
        {
            if (losers is null)
            {
                losers = rows.Losers(keepLast).GetEnumerator();
                hasLoser = losers.MoveNext();
            }
            while (hasLoser && losers.Current < row)
                hasLoser = losers.MoveNext();
            return !hasLoser || losers.Current != row;
        }

        public override void Dispose()
        {
            losers?.Dispose();
            rows.Dispose();
        }
    }
}
