using ReapFunctions.Lists;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Lists;

public class EntryConditionTests
{
    private static readonly ListEntry Entry =
        new("C1", 0.25, 120, ValueBand.High, 2, "family", ["email"], false, ["broadband"]);

    [Theory]
    [InlineData("""{"field":"value","atLeast":120,"lessThan":121}""", true)]
    [InlineData("""{"field":"value","moreThan":120}""", false)]
    [InlineData("""{"field":"decile","in":[1,2]}""", true)]
    [InlineData("""{"field":"propensity","atMost":0.2}""", false)]
    [InlineData("""{"field":"segment","is":"family"}""", true)]
    [InlineData("""{"field":"segment","missing":true}""", false)]
    [InlineData("""{"not":{"field":"valueBand","is":"high"}}""", false)]
    [InlineData("""{"all":[{"field":"segment","is":"family"},{"field":"value","atMost":100}]}""", false)]
    [InlineData("""{"any":[{"field":"segment","is":"family"},{"field":"value","atMost":100}]}""", true)]
    public void AConditionHoldsForAnEntryOrNot(string json, bool holds) =>
        Assert.Equal(holds, EntryCondition.Read(json).Condition!.Holds(Entry));

    [Theory]
    [InlineData("""{"field":"shoeSize","is":42}""", "value, decile")]
    [InlineData("""{"field":"value"}""", "Compare 'value'")]
    [InlineData("""{"field":"segment","atLeast":1}""", "Compare 'segment'")]
    [InlineData("""{"field":"value","is":"much"}""", "'much' is no value")]
    [InlineData("""{"all":[]}""", "at least one")]
    [InlineData("{}", "exactly one")]
    [InlineData("null", "Write a condition")]
    [InlineData("value > 3", "no condition in JSON")]
    [InlineData("""{"history":{"reply":"accepted","withinDays":30},"atLeast":1}""", "")]
    public void WhatIsWrongIsSaid(string json, string fault)
    {
        var (condition, said) = EntryCondition.Read(json);
        Assert.Null(condition);
        Assert.Contains(fault, said, StringComparison.Ordinal);
    }
}
