using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Offers;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Value;

public class ValueCutPointsTests
{
    private static readonly RunId Run = TestBucket.Run;

    [Fact]
    public void TheBasePeriodFallsIntoTenEqualDeciles()
    {
        var values = Enumerable.Range(1, 1000).Select(value => (double)value).ToArray();
        var cuts = ValueCutPoints.From(Run, values);
        var sizes = values.GroupBy(cuts.Decile).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()));
        Assert.Equal(Enumerable.Range(1, 10).Select(decile => (decile, 100)), sizes);
        Assert.Equal(1, cuts.Decile(1000));
        Assert.Equal(10, cuts.Decile(-5));
    }

    [Fact]
    public void AHigherValueIsNeverInAWorseDecile() =>
        Prop.ForAll<NonEmptyArray<NormalFloat>, NormalFloat, NormalFloat>((values, left, right) =>
        {
            var cuts = ValueCutPoints.From(Run, [.. values.Get.Select(value => value.Get)]);
            var (low, high) = (Math.Min(left.Get, right.Get), Math.Max(left.Get, right.Get));
            return cuts.Decile(high) <= cuts.Decile(low) && cuts.Decile(low) is >= 1 and <= 10;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheSplitIntoBucketsDoesNotMatter()
    {
        var model = new ValueModel(TestBucket.Telco.Value, TestBucket.Telco.Roles);
        var records = new TestBucket(40).Number("revenue12m", [.. Enumerable.Range(0, 40).Select(i => 100 + i * 13.37)])
            .Decide().Values;
        var one = ValueCutPoints.From(Run, [ValueBasePart.Sum(records, model)]);
        var many = ValueCutPoints.From(Run, records.Chunk(7).Reverse().Select(chunk => ValueBasePart.Sum(chunk, model)));
        Assert.Equal(RecordJson.Write(one), RecordJson.Write(many));
    }

    [Fact]
    public void TheySurviveJson()
    {
        var cuts = ValueCutPoints.From(Run, [1.5, 2.25]);
        var again = JsonSerializer.Deserialize<ValueCutPoints>(
            JsonSerializer.Serialize(cuts, ConfigJson.Options), ConfigJson.Options)!;
        Assert.Equal(cuts.Cuts, again.Cuts);
        Assert.Equal(cuts.Base, again.Base);
    }

    [Fact]
    public void NobodyMakesNoCutPoints() =>
        Assert.Throws<ArgumentException>(() => ValueCutPoints.From(Run, Array.Empty<double>()));
}
