using ReapFunctions.Contracts;
using ReapFunctions.Extracts;
using ReapFunctions.Runs;

namespace ReapFunctions.Tests.Extracts;

/// <summary>The sentences for a file that is not the first of its source and date.</summary>
public sealed class DropNotesTests
{
    private static readonly DateOnly Date = new(2026, 11, 21);

    [Fact]
    public void TheFirstFileInTimeNeedsNone() => Assert.Null(DropNotes.Note(Contract(), Extract("a.csv", "1"), [], null));

    [Fact]
    public void TheSameBytesAgainChangeNothing()
    {
        Assert.Equal(
            "These are the bytes of invoices/2026-11-21/a.csv again: nothing changes. To correct that file, upload another "
                + "content.",
            DropNotes.Note(Contract(), Extract("b.csv", "1"), [Extract("a.csv", "1")], null));
        Assert.Null(DropNotes.Note(Contract(), Extract("a.csv", "1"), [Extract("a.csv", "1")], null));
    }

    [Fact]
    public void AFileThatReplacesAnotherSaysWhich() =>
        Assert.Equal(
            "It takes the place of invoices/2026-11-21/a.csv.",
                DropNotes.Note(Contract(), Extract("b.csv", "2"), [Extract("a.csv", "1")], null));

    [Fact]
    public void AFileThatAddsUpSaysToHowMany() =>
        Assert.Equal(
            "It adds to 2 other files of invoices and 2026-11-21; to correct a file, upload it under its own name.",
            DropNotes.Note(Contract(files: "add"), Extract("c.csv", "3"), [Extract("a.csv", "1"), Extract("b.csv", "2")], null));

    [Fact]
    public void WhereFilesAddUpAFileIsCorrectedUnderItsOwnName() =>
        Assert.Equal(
            "It takes the place of the file uploaded before.",
            DropNotes.Note(Contract(files: "add"), Extract("a.csv", "3"), [Extract("a.csv", "1"), Extract("b.csv", "2")], null));

    [Fact]
    public void ACorrectionAfterTheRunBringsANewOne() =>
        Assert.Equal(
            "It takes the place of invoices/2026-11-21/a.csv. A new run of 2026-11-21 follows; run 2026-11-21.1 stays until "
                + "that one is complete.",
            DropNotes.Note(Contract(), Extract("b.csv", "2"), [Extract("a.csv", "1")], Run(Extract("a.csv", "1"))));

    [Fact]
    public void ALateFileCountsFromTheNextRunOn() =>
        Assert.Equal(
            "Run 2026-11-21.1 has begun without it: its rows count from the next run on.",
            DropNotes.Note(Contract(), Extract("a.csv", "1"), [], Run()));

    [Fact]
    public void AFileWhoseRunItsTwinHasOpenedMeanwhileNeedsNone() =>
        Assert.Null(DropNotes.Note(Contract(), Extract("a.csv", "1"), [], Run(Extract("a.csv", "1"))));

    private static DropExtract Extract(string file, string sha) => new()
    {
        Source = "invoices",
        Date = Date,
        Folder = $"invoices/2026-11-21/{file}.{sha}",
        Sha256 = sha,
        UploadedAt = DateTimeOffset.UnixEpoch,
        RowsByBucket = [1],
    };

    private static RunState Run(params DropExtract[] extracts) => new()
    {
        Id = new RunId(Date, 1),
        Phase = RunPhase.Published,
        Buckets = 1,
        Extracts = extracts,
        Models = new Dictionary<string, string>(),
        OpenedAt = DateTimeOffset.UnixEpoch,
    };

    private static Contract Contract(string files = "replace") => ReapFunctions.Contracts.Contract.Read("invoices.json", $$"""
        { "source": "invoices", "schema": { "fields": [ { "name": "customer" } ] }, "reap": { "customerId": "customer", "required": false, "files": "{{files}}" } }
        """);
}
