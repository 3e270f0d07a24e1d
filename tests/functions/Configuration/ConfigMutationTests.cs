using System.Globalization;
using ReapFunctions.Storage;
using Xunit.Abstractions;

namespace ReapFunctions.Tests.Configuration;

/// <summary>
/// Every change of every node of every configuration file that ships ends in faults with file and path, or in a portfolio that
/// works. A few of them, each run others by the same rule; <c>REAP_LONG=1</c> takes all.
/// </summary>
public sealed class ConfigMutationTests(ITestOutputHelper output)
{
    /// <summary>A prime: every kind of change meets every kind of node.</summary>
    private static readonly int Step = Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? 1 : 61;

    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("")]
    [InlineData("telco")]
    [InlineData("retail")]
    public async Task EveryChangeIsAFaultWithItsPlaceOrAPortfolioThatWorks(string name)
    {
        var shipped = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), name);
        var night = new SmallNight(Portfolio.Read(shipped));
        var usual = await night.RecordsAsync(Portfolio.Read(shipped));
        Assert.NotNull(usual);
        var (counts, index) = (new SortedDictionary<string, int>(), 0);
        var wrong = new List<(ConfigMutation Mutation, string Fault)>();
        foreach (var mutation in shipped.Names.ToArray().SelectMany(file => ConfigMutation.All(file, shipped[file])))
        {
            if (index++ % Step != 0)
                continue;
            var (outcome, fault) = await Task.Run(() => TryAsync(shipped, night, mutation, usual)).WaitAsync(Forever);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            if (fault is not null)
                wrong.Add((mutation, fault));
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Values.Sum()} mutations: {string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))}"));
        // One of each kind, with how many there are.
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.GroupBy(found => found.Fault)
            .Select(kind => $"{kind.Count()} like {kind.First().Mutation}: {kind.Key}")));
    }

    /// <returns>How it ended, and what is wrong with that; null when nothing is.</returns>
    private static async Task<(string Outcome, string? Wrong)> TryAsync(
        ConfigFiles shipped, SmallNight night, ConfigMutation mutation, string usual)
    {
        var files = new ConfigFiles();
        foreach (var file in shipped.Names)
            files[file] = file == mutation.File ? mutation.Json : shipped[file];
        try
        {
            var records = await night.RecordsAsync(Portfolio.Read(files));
            return records is null ? ("refused files", null)
                : records == usual ? ("the same records", null)
                : ("other records", mutation.Means ? null : "It means the same, and its records are others.");
        }
        catch (ConfigException fault)
        {
            var lost = fault.Faults.Where(place => place.Path is not ['$', ..] || place.Message.Length == 0
                || !(shipped.Has(place.File) || place.File == "sources/"));
            return ("faults", !mutation.Means ? $"It means the same: {fault.Message}"
                : lost.Any() || fault.Faults.Count == 0 ? $"A fault without its place: {fault.Message}" : null);
        }
        catch (Exception fault)
        {
            var at = fault.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("ReapFunctions."))?.Trim();
            return ("thrown", $"{fault.GetType().Name} {fault.Message} {at}");
        }
    }
}
