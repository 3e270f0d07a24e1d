using System.Globalization;

namespace ReapFunctions.Local.Reap.Api;

/// <summary>What to train, and how.</summary>
/// <param name="Targets">Empty for every one.</param>
/// <param name="Trainers">Who competes; empty for all.</param>
/// <param name="Seed">Null for the usual one.</param>
internal sealed record TrainingAsked(IReadOnlyList<string> Targets, IReadOnlyList<string> Trainers, long? Seed)
{
    public IEnumerable<(string Name, string Value)> ToQuery() =>
    [
        .. Targets.Select(target => ("target", target)),
        .. Trainers.Select(trainer => ("trainer", trainer)),
        .. Seed is { } seed ? [("seed", seed.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
    ];
}
