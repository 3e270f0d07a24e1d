using ReapFunctions.Contracts;
using ReapFunctions.Rules;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Tests.Rules;

public class TextTemplateTests
{
    private static string Fill(string text)
    {
        var columns = new[]
        {
            SnapshotColumn.OfNumbers("amount", ColumnKind.Number, [12.345]),
            SnapshotColumn.OfNumbers("gone", ColumnKind.Number, [double.NaN]),
            SnapshotColumn.OfNumbers("yes", ColumnKind.Flag, [1]),
            SnapshotColumn.OfText("word", [0], ["north"]),
            SnapshotColumn.OfNumbers("day", ColumnKind.Date, [new DateOnly(2026, 11, 21).DayNumber]),
        };
        return TextTemplate.Parse(text).Bind(name => Array.Find(columns, column => column.Name == name))
            .Fill(0, name => name == "why" ? "because" : null);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{amount}", "12.35")]
    [InlineData("{amount:0.0} EUR", "12.3 EUR")]
    [InlineData("{gone}", "not known")]
    [InlineData("{gone|no age}!", "no age!")]
    [InlineData("{gone:0|none}", "none")]
    [InlineData("{word} {yes} {day}", "north yes 2026-11-21")]
    [InlineData("{why}", "because")]
    [InlineData("{{{word}}}", "{north}")]
    public void FieldsAreFilled(string text, string expected) => Assert.Equal(expected, Fill(text));

    [Theory]
    [InlineData("Not held yet, and {unknown}.", "Not held yet.")]
    [InlineData("The customer may leave: {unknown}.", "The customer may leave.")]
    [InlineData("May leave: {unknown}, at 0.5 or so; act.", "May leave, at 0.5 or so; act.")]
    [InlineData("As {unknown}, {word} is next. Really.", "North is next. Really.")]
    [InlineData("Well. {unknown}. It costs {amount:0.00}, no more.", "Well. It costs 12.35, no more.")]
    [InlineData("It costs 1.5: {unknown} and {word}", "It costs 1.5")]
    [InlineData("{unknown}", "")]
    [InlineData("{unknown}.", "")]
    [InlineData("Not held yet, and {unknown|nobody knows why}.", "Not held yet, and nobody knows why.")]
    public void AClauseThatNamesAReasonThatIsNotKnownIsLeftOut(string text, string expected) =>
        Assert.Equal(expected, Fill(text));

    [Theory]
    [InlineData("{open")]
    [InlineData("close}")]
    [InlineData("{}")]
    public void BracesThatDoNotMatchAreFaults(string text) => Assert.Throws<FormatException>(() => TextTemplate.Parse(text));
}
