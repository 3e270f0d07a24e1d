using System.Text;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class QueryFilterTests
{
    [Fact]
    public void EachTypeHasItsLiteral()
    {
        var time = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(2));
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal("A eq 'it''s'", TableClient.CreateQueryFilter($"A eq {"it's"}"));
        Assert.Equal("A eq ''''", TableClient.CreateQueryFilter($"A eq {'\''}"));
        Assert.Equal("A eq 'b'", TableClient.CreateQueryFilter($"A eq {new StringBuilder("b")}"));
        Assert.Equal("A eq true", TableClient.CreateQueryFilter($"A eq {true}"));
        Assert.Equal("A eq 5", TableClient.CreateQueryFilter($"A eq {5}"));
        Assert.Equal("A eq 5L", TableClient.CreateQueryFilter($"A eq {5L}"));
        Assert.Equal("A eq 5.5", TableClient.CreateQueryFilter($"A eq {5.5}"));
        Assert.Equal($"A eq guid'{id}'", TableClient.CreateQueryFilter($"A eq {id}"));
        Assert.Equal("A eq datetime'2026-11-22T07:00:00Z'", TableClient.CreateQueryFilter($"A eq {time}"));
        Assert.Equal("A eq datetime'2026-11-22T07:00:00.0000001Z'", TableClient.CreateQueryFilter($"A eq {time.AddTicks(1).UtcDateTime}"));
        Assert.Equal("A eq X'01FF'", TableClient.CreateQueryFilter($"A eq {new byte[] { 1, 255 }}"));
        Assert.Equal("A eq X'01FF'", TableClient.CreateQueryFilter($"A eq {new BinaryData([1, 255])}"));
        Assert.Equal("A eq null", TableClient.CreateQueryFilter($"A eq {null}"));
        Assert.Null(TableClient.CreateQueryFilter(null));
    }

    [Fact]
    public void ATypeWithoutALiteralIsRefused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {TimeSpan.Zero}"));

    [Fact]
    public void AnyTextIsOneLiteralThatReadsBackAsTheText() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            var filter = TableClient.CreateQueryFilter($"{first.Get} {second.Get}");
            var read = ReadLiteral(filter, 0, out var next);
            return read == first.Get && filter[next] == ' ' && ReadLiteral(filter, next + 1, out next) == second.Get && next == filter.Length;
        }).QuickCheckThrowOnFailure();

    // A naive reader: from quote to quote, where two quotes are one.
    private static string ReadLiteral(string filter, int at, out int next)
    {
        Assert.Equal('\'', filter[at++]);
        var text = new StringBuilder();
        while (filter[at] != '\'' || (at + 1 < filter.Length && filter[at + 1] == '\''))
        {
            if (filter[at] == '\'')
                at++;
            text.Append(filter[at++]);
        }
        next = at + 1;
        return text.ToString();
    }
}
