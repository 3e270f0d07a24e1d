namespace ReapFunctions.Runs;

/// <summary>What to do about a drop, decided from what has arrived.</summary>
public abstract record DropPlan
{
    /// <summary>A required source has not arrived, or not as a clean extract.</summary>
    public sealed record Wait(IReadOnlyList<string> Missing) : DropPlan
    {
        public override string ToString() => $"waits for {string.Join(", ", Missing)}";
    }

    /// <summary>Files of one source were split into different numbers of buckets, so that they cannot be read together.</summary>
    public sealed record SplitAgain(string Sentence) : DropPlan
    {
        public override string ToString() => Sentence;
    }

    /// <summary>Targets have no model yet, or there is no base period.</summary>
    public sealed record Train(IReadOnlyList<string> Targets) : DropPlan
    {
        public override string ToString() => $"trains {string.Join(", ", Targets)} first";
    }

    /// <summary>Open run number <see cref="Number"/> of the date.</summary>
    public sealed record Open(int Number) : DropPlan
    {
        public override string ToString() => $"opens run {Number}";
    }

    /// <summary>The run that these extracts come to exists: send what is left of its buckets if nobody else does.</summary>
    public sealed record Resume(RunState Run) : DropPlan
    {
        public override string ToString() => $"has run {Run.Id}, {Run.Phase}";
    }

    /// <param name="required">Sources without which a drop is not complete.</param>
    /// <param name="arrived">The clean extracts of the date.</param>
    /// <param name="runs">The runs of the date, in any order.</param>
    /// <param name="untrained">Targets for which no training has taken place, and what else a training makes.</param>
    /// <param name="after">The number of the run after which one is due, whatever has changed; null when none is.</param>
    /// <param name="used">The highest number of a run of the date that has a scorecard, removed or not; 0 without one.</param>
    public static DropPlan Decide(
        IReadOnlyCollection<string> required, IReadOnlyList<DropExtract> arrived, IEnumerable<RunState> runs,
            IReadOnlyList<string> untrained, int? after = null, int used = 0)
    {
        var missing = required.Except(arrived.Select(extract => extract.Source), StringComparer.Ordinal).ToList();
        if (missing.Count > 0 || arrived.Count == 0)
            return new Wait(missing);
        if (arrived.GroupBy(extract => extract.Source)
            .FirstOrDefault(files => files.Select(file => file.RowsByBucket.Count).Distinct().Count() > 1) is { } source)
            return new SplitAgain(
                $"The files of {source.Key} and this date were cleaned with different Reap:Buckets. Upload the older ones "
                + "again.");

        var latest = runs.MaxBy(run => run.Id.Number);
        if (latest is not null && latest.Id.Number != after && !latest.IsOutdatedBy(arrived, required))
            return new Resume(latest);
        if (untrained.Count > 0)
            return new Train(untrained);
        return new Open(Math.Max(latest?.Id.Number ?? 0, used) + 1);
    }
}
