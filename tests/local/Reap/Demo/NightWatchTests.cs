using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Demo;
using ReapFunctions.Night;
using ReapFunctions.Runs;

namespace ReapFunctions.Local.Tests.Reap.Demo;

public class NightWatchTests
{
    [Fact]
    public void ANightIsThereOnceItsRunIsPublishedAndCurrent()
    {
        var night = NightWatch.Published(
            new RunsAnswer(DemoAnswers.Run, [DemoAnswers.RunSummary()], [DemoAnswers.Receipt()], [], []), DemoAnswers.Upload);

        Assert.NotNull(night);
        Assert.Equal(DemoAnswers.Run, night.Run.Run);
        Assert.Equal(100, night.Receipt.Read);
    }

    [Fact]
    public void ANightIsAwaitedUntilThen()
    {
        RunId yesterday = new(DemoAnswers.Run.Date.AddDays(-1), 1);

        Assert.Null(NightWatch.Published(new RunsAnswer(null, [], [], [], []), DemoAnswers.Upload));
        Assert.Null(NightWatch.Published(new RunsAnswer(null, [], [DemoAnswers.Receipt()], [], []), DemoAnswers.Upload));
        Assert.Null(
            NightWatch.Published(
            new RunsAnswer(yesterday, [DemoAnswers.RunSummary(RunPhase.Scoring)], [DemoAnswers.Receipt()], [], []),
            DemoAnswers.Upload));
        Assert.Null(
            NightWatch.Published(
                new RunsAnswer(yesterday, [DemoAnswers.RunSummary()], [DemoAnswers.Receipt()], [], []), DemoAnswers.Upload));
    }

    [Fact]
    public void ARunOfAnotherUploadIsNotTheNight()
    {
        var other = DemoAnswers.RunSummary() with { Extracts = ["customers/2026-11-21/customers.csv.other"] };

        Assert.Null(
            NightWatch.Published(
                new RunsAnswer(DemoAnswers.Run, [other], [DemoAnswers.Receipt()], [], []), DemoAnswers.Upload));
    }

    [Fact]
    public void ARunThatFailedFailsTheNightWithItsReason()
    {
        var answer = new RunsAnswer(null, [DemoAnswers.RunSummary(RunPhase.Failed)], [DemoAnswers.Receipt()], [], []);

        var fault = Assert.Throws<NightException>(() => NightWatch.Published(answer, DemoAnswers.Upload));

        Assert.Contains("2026-11-21.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("The totals differ.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedExtractFailsTheNightWithItsSentence()
    {
        var answer = new RunsAnswer(null, [], [DemoAnswers.Receipt(ReceiptStatus.Refused)], [], []);

        var fault = Assert.Throws<NightException>(() => NightWatch.Published(answer, DemoAnswers.Upload));

        Assert.Contains("Nothing of it can be used.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedExtractOfAnotherUploadDoesNot()
    {
        var other = DemoAnswers.Of(new ExtractPath("customers", DemoAnswers.Run.Date.AddDays(-1), "customers.csv"));
        var answer = new RunsAnswer(
            DemoAnswers.Run, [DemoAnswers.RunSummary()],
            [DemoAnswers.Receipt(ReceiptStatus.Refused, upload: other), DemoAnswers.Receipt()], [], []);

        Assert.NotNull(NightWatch.Published(answer, DemoAnswers.Upload));
    }
}
