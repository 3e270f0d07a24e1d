namespace ReapFunctions.Runs;

/// <summary>An extract of this date became clean (or models for it became ready): see whether its run can start.</summary>
public sealed record DropChanged(DateOnly Date);

/// <summary>One bucket of one run: to be scored, or to have its records written.</summary>
public sealed record BucketMessage(string Run, int Bucket)
{
    public RunId RunId() => Runs.RunId.Parse(Run);
}

/// <summary>Every bucket of this run has all of its records.</summary>
public sealed record RunWritten(string Run);

/// <summary>Train every target on this date's drop; <see cref="ThenStartRun"/> when a run waits for the models.</summary>
public sealed record TrainingRequest(DateOnly Date, bool ThenStartRun);
