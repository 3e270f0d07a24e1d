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
            new RunsAnswer(Answers.Run, [Answers.RunSummary()], [Answers.Receipt()], []), Answers.Upload);

        Assert.NotNull(night);
        Assert.Equal(Answers.Run, night.Run.Run);
        Assert.Equal(100, night.Receipt.Read);
    }

    [Fact]
    public void ANightIsAwaitedUntilThen()
    {
        RunId yesterday = new(Answers.Run.Date.AddDays(-1), 1);

        Assert.Null(NightWatch.Published(new RunsAnswer(null, [], [], []), Answers.Upload));
        Assert.Null(NightWatch.Published(new RunsAnswer(null, [], [Answers.Receipt()], []), Answers.Upload));
        Assert.Null(
            NightWatch.Published(
            new RunsAnswer(yesterday, [Answers.RunSummary(RunPhase.Scoring)], [Answers.Receipt()], []), Answers.Upload));
        Assert.Null(
            NightWatch.Published(new RunsAnswer(yesterday, [Answers.RunSummary()], [Answers.Receipt()], []), Answers.Upload));
    }

    [Fact]
    public void ARunOfAnotherUploadIsNotTheNight()
    {
        var other = Answers.RunSummary() with { Extracts = ["customers/2026-11-21/customers.csv.other"] };

        Assert.Null(NightWatch.Published(new RunsAnswer(Answers.Run, [other], [Answers.Receipt()], []), Answers.Upload));
    }

    [Fact]
    public void ARunThatFailedFailsTheNightWithItsReason()
    {
        var answer = new RunsAnswer(null, [Answers.RunSummary(RunPhase.Failed)], [Answers.Receipt()], []);

        var fault = Assert.Throws<NightException>(() => NightWatch.Published(answer, Answers.Upload));

        Assert.Contains("2026-11-21.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("The totals differ.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedExtractFailsTheNightWithItsSentence()
    {
        var answer = new RunsAnswer(null, [], [Answers.Receipt(ReceiptStatus.Refused)], []);

        var fault = Assert.Throws<NightException>(() => NightWatch.Published(answer, Answers.Upload));

        Assert.Contains("Nothing of it can be used.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedExtractOfAnotherUploadDoesNot()
    {
        var other = Answers.Of(new ExtractPath("customers", Answers.Run.Date.AddDays(-1), "customers.csv"));
        var answer = new RunsAnswer(
            Answers.Run, [Answers.RunSummary()], [Answers.Receipt(ReceiptStatus.Refused, upload: other), Answers.Receipt()], []);

        Assert.NotNull(NightWatch.Published(answer, Answers.Upload));
    }
}
