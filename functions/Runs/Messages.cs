using ReapFunctions.Ml.Training;
namespace ReapFunctions.Runs;

/// <summary>An extract of this date became clean (or models for it became ready): see whether its run can start.</summary>
/// <param name="Id">Of this message alone: the run that it opens is its own to finish sending, should it come again.</param>
/// <param name="After">A run is due after the date's run of this number, though nothing has changed; null when none is.</param>
/// <param name="ForReference">What changed is a reference of an earlier date, for which this one may have waited.</param>
public sealed record DropChanged(DateOnly Date, string? Id = null, int? After = null, bool ForReference = false)
{
    /// <summary>The announcement of a change, under an id of its own.</summary>
    public static DropChanged Now(DateOnly date) => new(date, Guid.NewGuid().ToString("N"));
}

/// <summary>One bucket of one run: to be scored, or to have its records written.</summary>
public sealed record BucketMessage(string Run, int Bucket)
{
    public RunId RunId() => Runs.RunId.Parse(Run);
}

/// <summary>Every bucket of this run has all of its records.</summary>
public sealed record RunWritten(string Run);

/// <summary>Carry out the erasures that had to wait for a run.</summary>
/// <param name="ComesAgain">Whether it is sent again until none waits; else whoever sent it will ask again.</param>
public sealed record ErasuresWait(bool ComesAgain);

/// <summary>Train on this date's drop; <see cref="ThenStartRun"/> when a run waits for the models.</summary>
/// <param name="AskedAt">A training of the same drop that ends after this serves the request as well.</param>
/// <param name="After">The <see cref="DropChanged.After"/> of the run that waits.</param>
/// <param name="BasePeriodOf">The run whose customers make a new base period, instead of a training; null for a training.</param>
/// <param name="Targets">The names of those to train; null for every one.</param>
/// <param name="Settings">How to train; null as always. Such a request is served by no other training.</param>
public sealed record TrainingMessage(
    DateOnly Date, bool ThenStartRun, DateTimeOffset? AskedAt = null, int? After = null, string? BasePeriodOf = null,
    IReadOnlyList<string>? Targets = null, LearnerSettings? Settings = null);

/// <summary>How a training that somebody asks for differs from the usual one.</summary>
/// <param name="Seed">Draws splits and samples; null for the usual one.</param>
/// <param name="Trainers">Who competes; null for all that the machine has.</param>
public sealed record LearnerSettings(long? Seed, Trainers? Trainers);
