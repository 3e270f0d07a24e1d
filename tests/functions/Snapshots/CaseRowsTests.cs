using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Snapshots;

/// <summary>Cases from clean rows, by the contract of complaints as it is shipped.</summary>
public class CaseRowsTests
{
    private const string Header = "complaintId,customerId,openedOn,product,region,channel,cause,severity,credited,solvedOn\n";

    private static readonly DateOnly Tonight = new(2026, 11, 21);

    private static readonly Contract Complaints = Contract.Read(
        "complaints.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "sources", "complaints.json")));

    [Fact]
    public async Task ARowIsACase() =>
        Assert.Equal(
            new CustomerCase("a", "complaints:K1", new DateOnly(2026, 11, 20), "speed")
            {
                Product = "tv",
                Region = "west",
                Channel = "web",
                Severity = 2,
                SolvedOn = new DateOnly(2026, 11, 21),
            },
            Assert.Single(await CasesAsync("K1,a,2026-11-20,tv,west,web,speed,2,0,2026-11-21\n")));

    [Fact]
    public async Task ARowThatComesLaterTakesThePlaceOfTheSameCase()
    {
        var cases = await CasesAsync(
            "K1,a,2026-11-10,,,web,speed,2,0,\nK2,a,2026-11-10,,,web,speed,2,0,\n",
            "K1,a,2026-11-10,,,web,billing,3,0,2026-11-15\n");

        Assert.Equal(
            ["billing 2026-11-15", "speed "], cases.Select(found => $"{found.Cause} {found.SolvedOn:yyyy-MM-dd}").Order());
    }

    [Theory]
    [InlineData("2026-11-22", null)]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("2026-11-01", "2026-11-10")]
    public async Task ASolutionAfterTheDropIsNotKnownYetAndOneBeforeTheCaseIsOfItsDay(string solved, string? expected) =>
        Assert.Equal(
            expected,
            Assert.Single(await CasesAsync($"K1,a,2026-11-10,,,web,speed,2,0,{solved}\n")).SolvedOn?.ToString("yyyy-MM-dd"));

    [Theory]
    [InlineData("2026-11-22", 0)]
    [InlineData("2026-11-21", 1)]
    [InlineData("2026-08-24", 1)]
    [InlineData("2026-08-23", 0)]
    public async Task OnlyTheDaysOfTheWindowCount(string on, int count) =>
        Assert.Equal(count, (await CasesAsync($"K1,a,{on},,,web,speed,2,0,\n")).Count);

    [Fact]
    public async Task RowsOfNobodyAreNobodysCases()
    {
        var join = new DetailJoin(new CustomerIndex(SnapshotColumn.OfText("customerId", [0], ["a"])), Complaints, Tonight);
        join.Add(await RowsAsync("K1,a,2026-11-20,,,web,speed,1,0,\nK2,b,2026-11-20,,,web,speed,1,0,\n"));

        Assert.Equal(["a"], join.Cases.Select(found => found.CustomerId));
        Assert.Empty(join.Build());
    }

    private static async Task<IReadOnlyList<CustomerCase>> CasesAsync(params string[] nights)
    {
        var rows = new CaseRows(Complaints, Tonight);
        foreach (var night in nights)
            rows.Add(await RowsAsync(night));
        return CustomerCase.Sorted(rows.All);
    }

    private static Task<Snapshot> RowsAsync(string lines) =>
        SnapshotReader.ReadDetailsAsync(new MemoryStream(Encoding.UTF8.GetBytes(Header + lines)), Complaints, default);
}
