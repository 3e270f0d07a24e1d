using System.Globalization;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Local.Reap.Generate.Prospects;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>Holds docs/generator.md to what it describes.</summary>
public class GeneratorPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "generator.md"));

    public static TheoryData<string, double> Lifelike => new()
    {
        { "--churn", Behaviour.Lifelike.ChurnPerYear!.Value },
        { "--take-up", Behaviour.Lifelike.TakeUpPerYear!.Value },
        { "--price-rise", Behaviour.Lifelike.PriceRise },
        { "--elasticity", Behaviour.Lifelike.PriceElasticity },
        { "--season", Behaviour.Lifelike.Season },
        { "--gives-up", Behaviour.Lifelike.GivesUpPerYear },
        { "--returns", Behaviour.Lifelike.Returns },
        { "--households", Behaviour.Lifelike.Households },
        { "--consent-by-mood", Behaviour.Lifelike.ConsentByMood },
        { "--renews", Behaviour.Lifelike.Renews },
    };

    [Theory]
    [MemberData(nameof(Lifelike))]
    public void EveryParameterStandsThereWithItsLifelikeValue(string option, double value) =>
        Assert.Contains(
            $"| `{option}` | {value.ToString(CultureInfo.InvariantCulture)} |", Page, StringComparison.Ordinal);

    [Fact]
    public void EveryColumnOfTheTruthFileStandsThere() =>
        Assert.All(
            TruthFile.Columns.Select(column => TelcoOfferFacts.All.Select(TelcoOfferFacts.Name)
                .Aggregate(column, (name, offer) => name.StartsWith(offer + ".", StringComparison.Ordinal)
                    ? "{offer}" + name[offer.Length..] : name)),
            column => Assert.Contains($"`{column}`", Page, StringComparison.Ordinal));

    [Fact]
    public void EveryOfferStandsThere() =>
        Assert.All(
            TelcoOfferFacts.All.Select(TelcoOfferFacts.Name), offer => Assert.Contains(offer, Page, StringComparison.Ordinal));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReapFunctions.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
