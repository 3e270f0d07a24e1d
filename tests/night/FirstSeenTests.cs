using System.Text;
using ReapFunctions.Lists;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Crashes;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>
/// A complaint that only the customer's own record knows is followed up from the first night in which it was seen, whatever
/// number of buckets the nights have, and goes with the person.
/// </summary>
[Collection(SmallNightGroup.Name)]
public sealed class FirstSeenTests(SmallNight night)
{
    private static readonly DateOnly Seen = SmallNight.Second.Date.AddDays(1);

    [Theory]
    [InlineData(SmallNight.Buckets)]
    [InlineData(3)]
    public async Task AFollowUpFallsDueHoweverManyDropsComeMeanwhile(int buckets)
    {
        await night.BeginAsync();
        var person = await NightAsync(Seen, SmallNight.Buckets);

        Assert.Equal(person, await NightAsync(Seen.AddDays(1), SmallNight.Buckets));
        Assert.Equal(person, await NightAsync(Seen.AddDays(2), buckets));

        await using var flow = new Flow(night.Account, buckets, ClockOf(Seen.AddDays(2)));
        foreach (var day in new[] { 0, 1, 2 })
        {
            var plan = Assert.Single(
                (await flow.AnswerAsync("GetRecoveryList", $"?run={new RunId(Seen.AddDays(day), 1)}&rule=open"))["entries"]!
                .AsArray(), entry => (string?)entry!["customerId"] == person)!;
            Assert.Equal($"{Seen.AddDays(5):yyyy-MM-dd}", (string?)plan["followUpOn"]);
        }
        Assert.Equal(Seen, Assert.Single(await flow.Get<RecoveryListStore>().ReadAsync(new RunId(Seen.AddDays(2), 1), default),
            entry => entry.CustomerId == person).Since);
    }

    /// <summary>Plays a night in which the first customer who has not left has a complaint that no source tells of.</summary>
    private async Task<string> NightAsync(DateOnly date, int buckets)
    {
        await using var flow = new Flow(night.Account, buckets, ClockOf(date));
        var telco = new SyntheticTelco(new TelcoOptions { Labelled = true, Customers = 14, FirstDrop = date });
        using var details = new MemoryStream();
        await telco.WriteDetailsAsync(DetailShape.All.Single(shape => shape.Source == "interactions"), 0, details);
        await flow.PlayAsync(await flow.TryCleanAsync($"interactions/{date:yyyy-MM-dd}/interactions.csv", details.ToArray()));
        using var customers = new MemoryStream();
        await telco.WriteExtractAsync(0, customers);
        var lines = Encoding.UTF8.GetString(customers.ToArray()).Split('\n');
        var columns = lines[0].TrimEnd('\r').Split(',');
        var (open, status) = (Array.IndexOf(columns, "openComplaint"), Array.IndexOf(columns, "status"));
        var place = Array.FindIndex(lines, 1, line => line.TrimEnd('\r').Split(',')[status] == "active");
        var cells = lines[place].Split(',');
        cells[open] = "true";
        lines[place] = string.Join(',', cells);
        await flow.PlayAsync(await flow.CleanAsync(
            $"customers/{date:yyyy-MM-dd}/customers.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        return cells[Array.IndexOf(columns, "customerId")];
    }

    private static StandingClock ClockOf(DateOnly date) =>
        new(new DateTimeOffset(date.AddDays(1), new TimeOnly(2, 0), TimeSpan.Zero));
}
