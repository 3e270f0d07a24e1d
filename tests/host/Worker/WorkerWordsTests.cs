using ReapFunctions.Local.Host.Worker;

namespace ReapFunctions.Host.Tests.Worker;

/// <summary>What is quoted of a worker that ended.</summary>
public class WorkerWordsTests
{
    private readonly WorkerWords words = new();

    [Fact]
    public void OfAnExceptionItsMessageIsQuotedHoweverLongItsTrace()
    {
        words.Add("starting", isError: false);
        words.Add("Unhandled exception. App.OptionsException: Reap:Buckets is 'banana'.", isError: true);
        words.Add("Write a number.", isError: true);
        words.Add("going on", isError: false);
        words.Add(" ---> System.FormatException: no number", isError: true);
        for (var i = 0; i < 50; i++)
            words.Add($"   at App.Method{i}()", isError: true);
        Assert.Equal("Reap:Buckets is 'banana'. Write a number.", words.Said);
    }

    [Fact]
    public void OfAWorkerWithoutExceptionTheLastLinesAreQuoted()
    {
        Assert.Equal("(nothing)", words.Said);
        for (var i = 0; i < 30; i++)
            words.Add($"{i}", isError: true);
        Assert.Equal(string.Join('\n', Enumerable.Range(10, 20)), words.Said);
    }
}
