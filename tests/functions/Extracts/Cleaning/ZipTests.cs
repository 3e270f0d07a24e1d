using System.IO.Compression;
using System.Text;
using ReapFunctions.Extracts.Inference;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

public sealed class ZipTests
{
    private const string Text = "id,age,charges,active,since,plan\n1,5,1,true,2024-02-29,plus\n2,x,1,true,2024-02-29,plus\n";
    private const string Office = "an Excel workbook or another office document";

    [Fact]
    public async Task AZipWithOneFileGivesTheReceiptOfThatFile()
    {
        var plain = await SmallExtract.Clean(Text);
        var zipped = await SmallExtract.Clean(Zips.Of(("export/all.csv", Text)));

        Assert.Equal(plain.Buckets, zipped.Buckets);
        Assert.Equal(plain.Rejects, zipped.Rejects);
        Assert.Equal(WithoutFile(plain.Receipt).ToJson(), WithoutFile(zipped.Receipt).ToJson());
    }

    private static Receipt WithoutFile(Receipt receipt) =>
        receipt with { Bytes = 0, Sha256 = "", Seconds = 0, CleanedAt = default };

    [Fact]
    public async Task SizeAndChecksumAreOfTheArchive()
    {
        var zip = Zips.Of(("all.csv", Text));
        var receipt = (await SmallExtract.Clean(zip)).Receipt;

        Assert.Equal(zip.Length, receipt.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip)), receipt.Sha256);
    }

    [Fact]
    public async Task FoldersAndWhatMacOsAddsAreNotCounted() => Assert.Equal(
        1, (await SmallExtract.Clean(
            Zips.Of(("data/", ""), ("data/all.csv", Text), ("__MACOSX/data/._all.csv", "x"), ("data/.DS_Store", "y"))))
            .Receipt.Accepted);

    [Fact]
    public async Task AnArchiveOfNoFileOrOfSeveralIsRefused()
    {
        Assert.Equal(
            "The zip archive holds 2 files; one is read. Pack each file into an archive of its own, or upload them unpacked, "
                + "each under its source and date.",
            await RefusedAsync(Zips.Of(("a.csv", Text), ("b.csv", Text)), RefusalReason.UnfitZip));
        Assert.StartsWith("The zip archive holds no file.", await RefusedAsync(Zips.Of(), RefusalReason.UnfitZip));
        Assert.StartsWith("The file is empty.", await RefusedAsync(Zips.Of(("a.csv", "")), RefusalReason.EmptyFile));
    }

    [Fact]
    public async Task APasswordIsRefused() => Assert.Contains(
        "under a password",
        await RefusedAsync(Zips.Marked(Zips.Of(("a.csv", Text)), 6, 8, 1), RefusalReason.EncryptedFile));

    [Fact]
    public async Task AnotherMethodOfPackingIsRefused() => Assert.Contains(
        "a method that is not read",
        await RefusedAsync(Zips.Marked(Zips.Of(("a.csv", Text)), 8, 10, 93), RefusalReason.UnfitZip));

    [Fact]
    public async Task AnArchiveThatIsCutShortIsRefused()
    {
        var zip = Zips.Of(("a.csv", Text));
        for (var length = 4; length < zip.Length; length++)
            await RefusedAsync(zip[..length], RefusalReason.CorruptZip);
    }

    [Fact]
    public async Task AByteChangedInTheFileIsNeverReadAsARow()
    {
        using var stored = new MemoryStream();
        using (var archive = new ZipArchive(stored, ZipArchiveMode.Create, leaveOpen: true))
        using (var file = archive.CreateEntry("a.csv", CompressionLevel.NoCompression).Open())
            file.Write(Encoding.UTF8.GetBytes(Text));
        var zip = stored.ToArray();
        zip[zip.AsSpan().IndexOf("1,5,1"u8) + 2] = (byte)'7';

        Assert.Contains("after 0 rows", await RefusedAsync(zip, RefusalReason.CorruptZip));
    }

    [Fact]
    public async Task WorkbooksAreRefusedWithHowToSaveThem()
    {
        const string how = "Save as, take CSV UTF-8";
        var xlsx = await RefusedAsync(
            Zips.Of(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")), RefusalReason.BinaryFile);
        var ods = await RefusedAsync(
            Zips.Of(("mimetype", "application/vnd.oasis"), ("content.xml", "")), RefusalReason.BinaryFile);
        Assert.All([xlsx, ods], sentence => Assert.Contains(Office, sentence));
        byte[] xls = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Assert.All([xlsx, ods, await RefusedAsync(xls, RefusalReason.BinaryFile)], sentence => Assert.Contains(how, sentence));
        Assert.All(["a.xlsx", "A.XLS", "a.ods"], name =>
        {
            Assert.False(
                ExtractPath.TryParse($"customers/2026-11-20/{name}", new DateOnly(2026, 11, 21), out _, out var refusal));
            Assert.Contains(how, refusal.Sentence);
        });
    }

    [Fact]
    public async Task AnArchiveInAnArchiveIsRefusedByItsName()
    {
        using var gzip = new MemoryStream();
        using (var packed = new GZipStream(gzip, CompressionLevel.Optimal, leaveOpen: true))
            packed.Write(Zips.Of(("a.csv", Text)));
        Assert.StartsWith("The file is a zip archive", await RefusedAsync(gzip.ToArray(), RefusalReason.BinaryFile));
    }

    [Fact]
    public async Task InferReadsItAsItsFile()
    {
        var plain = await InferredAsync(Encoding.UTF8.GetBytes(Text));
        var zipped = await InferredAsync(Zips.Of(("a.csv", Text)));
        Assert.Equal(plain.Proposal!.Notes, zipped.Proposal!.Notes);
        Assert.Equal(
            plain.Proposal.Contract.Schema.Fields.Select(field => (field.Name, field.Type)),
            zipped.Proposal.Contract.Schema.Fields.Select(field => (field.Name, field.Type)));
        Assert.Equal(
            RefusalReason.UnfitZip, (await InferredAsync(Zips.Of(("a.csv", Text), ("b.csv", Text)))).Refusal!.Reason);
    }

    private static async Task<(ContractProposal? Proposal, Refusal? Refusal)> InferredAsync(byte[] file) =>
        await ContractInference.InferAsync(new MemoryStream(file), "customers", default);

    private static async Task<string> RefusedAsync(byte[] file, RefusalReason reason)
    {
        var receipt = (await SmallExtract.Clean(file)).Receipt;
        Assert.Equal(reason, receipt.Refusal);
        Assert.EndsWith(".", receipt.Sentence);
        return receipt.Sentence;
    }
}
