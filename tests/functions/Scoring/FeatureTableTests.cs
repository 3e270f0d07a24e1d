using ReapFunctions.Contracts;
using ReapFunctions.Contracts.References;
using ReapFunctions.Ml;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Scoring;

public class FeatureTableTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 21);

    private static readonly Roles Roles = new()
    {
        CustomerId = "id",
        Labels = ["left"],
        Personal = ["name"],
        NotFeatures = ["consent"],
    };

    [Fact]
    public void IdsLabelsPersonalDataAndWhatGivesTheTargetAwayAreNoFeatures()
    {
        var table = new FeatureTable(
            new Snapshot(
                [Text("id"), Text("name"), Text("left"), Text("consent"), Text("plan"), Text("holdsTv"), Text("price")], 1),
                Roles, AsOf);

        Assert.Equal(["plan"], table.For(Target("holdsTv", leaveOut: "price")).Columns.Select(column => column.Name));
    }

    [Theory]
    // By the label, which is a key; by a label that is looked up; by what is left out; by another.
    [InlineData("tariff", "", "age,branch,left,region")]
    [InlineData("family", "", "age,branch,left,region")]
    [InlineData("left", "branch", "age,family,price,tariff")]
    [InlineData("left", "price", "age,branch,family,region,tariff")]
    public void WhatIsLookedUpByALabelGivesItAwayAsWell(string label, string leaveOut, string features)
    {
        var table = new FeatureTable(
            new Snapshot([.. "id,left,tariff,age,family,price,branch,region".Split(',').Select(Text)], 1), Referring([]), AsOf);

        Assert.Equal(
            features, string.Join(',', table.For(Target(label, leaveOut: leaveOut)).Columns.Select(column => column.Name)));
    }

    [Fact]
    public void WhatIsLookedUpByWhatIsKnownOnlyAfterwardsIsKnownOnlyAfterwards()
    {
        var table = new FeatureTable(
            new Snapshot([.. "id,left,tariff,age,family".Split(',').Select(Text)], 1), Referring(["left", "tariff"]), AsOf);

        Assert.Equal(["age"], table.For(Target("left")).Columns.Select(column => column.Name));
    }

    [Fact]
    public void DatesCountAsDaysBeforeTheDrop()
    {
        var since = SnapshotColumn.OfNumbers("since", ColumnKind.Date, [AsOf.AddDays(-10).DayNumber, double.NaN]);

        var column = (NumericColumn)new FeatureTable(new Snapshot([since], 2), Roles, AsOf).For(Target("left"))["since"];

        Assert.Equal([10f, float.NaN], column.Values.ToArray());
    }

    [Fact]
    public void AnEmptyTextIsMissing()
    {
        var plan = SnapshotColumn.OfText("plan", [0, 1, 2, -1], ["gold", "", "free"]);

        var column = (CategoricalColumn)new FeatureTable(new Snapshot([plan], 4), Roles, AsOf).For(Target("left"))["plan"];

        Assert.Equal([0, -1, 1, -1], column.Codes.ToArray());
        Assert.Equal(["gold", "free"], column.Categories);
    }

    private static Roles Referring(string[] labels) => new()
    {
        CustomerId = "id",
        Labels = labels,
        RefersTo = new Dictionary<string, ReferenceKey>
        {
            ["tariff"] = To("tariffs", "family", "price"),
            ["branch"] = To("branches", "region"),
        },
    };

    private static ReferenceKey To(string source, params string[] columns) =>
        new() { Source = source, Columns = columns.ToDictionary(name => name) };

    private static SnapshotColumn Text(string name) => SnapshotColumn.OfText(name, [0], ["x"]);

    private static Target Target(string label, params string[] leaveOut) => new()
    {
        Name = "target",
        Kind = TargetKind.TakeUp,
        Product = "tv",
        Label = new TargetLabel { From = LabelSource.Column, Field = label, Positive = ["yes"], Negative = ["no"] },
        LeaveOut = leaveOut,
    };
}
