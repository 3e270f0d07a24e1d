using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Rejected rows are corrected in their file and sent back: the next run has them, and erasure finds them.</summary>
public sealed class CorrectedUploadTests : FlowTest
{
    private const string Person = "Corr-77";
    private static readonly string Upload = LocalApp.PathOf(Extracts.FirstNight);

    [Fact]
    public async Task ACorrectedRowIsInTheNextRunOfItsNightAndGoesWithAnErasure()
    {
        var first = await FirstNightAsync();

        await flow.PlayAsync(await flow.CleanAsync($"{Upload}.corrected.csv", await CorrectedAsync()));

        var second = await PublishedAsync(2);
        Assert.Equal(first.Customers + 1, second.Customers);
        Assert.Equal($"{Upload}.corrected.csv", Assert.Single(second.Extracts).File);
        var receipt = await ReceiptAsync($"{Upload}.corrected.csv");
        Assert.EndsWith(
            $"Corrects {Path.GetFileName(Upload)}: 1 replaced, 0 added under a key of their own.", receipt.Sentence,
            StringComparison.Ordinal);

        Assert.Equal(200, await flow.EraseAsync(Person));
        await foreach (var blob in account.Blobs.GetBlobContainerClient(Containers.Extracts).GetBlobsAsync(
            BlobTraits.None, BlobStates.None, null, default))
            Assert.DoesNotContain(Person, await TextAsync(Containers.Extracts, blob.Name), StringComparison.Ordinal);
        await foreach (var blob in account.Blobs.GetBlobContainerClient(Containers.Receipts).GetBlobsAsync(
            BlobTraits.None, BlobStates.None, null, default))
            Assert.DoesNotContain(Person, await TextAsync(Containers.Receipts, blob.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyIsAskedToCorrectTheRowOfWhoWasErasedBefore()
    {
        await FirstNightAsync();
        var before = (await ReceiptAsync(Upload)).Rejected;
        Assert.Equal(200, await flow.EraseAsync("l m"));

        await flow.PlayAsync(await flow.CleanAsync($"{Upload}.corrected.csv", await CorrectedAsync()));

        var receipt = await ReceiptAsync($"{Upload}.corrected.csv");
        Assert.Equal((1, before - 1), (receipt.Erased, receipt.Rejected));
        Assert.Contains("1 are of erased customers and left out", receipt.Sentence, StringComparison.Ordinal);
        await PublishedAsync(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ABrokenUploadSinceLosesNoCorrection(bool isErasedBetween)
    {
        var first = await FirstNightAsync();
        var corrected = await CorrectedAsync();
        // Stands there when the correction is read, and nobody has looked at it.
        await Blob(Containers.Extracts, Upload).UploadAsync(BinaryData.FromString("what,ever\n1,2\n"), overwrite: true);
        if (isErasedBetween)
            Assert.Equal(200, await flow.EraseAsync("l m"));

        Assert.Equal(202, (await flow.CallAsync(Send(corrected))).Status);
        await flow.PlayAsync(await flow.CleanAsync($"{Upload}.corrected.csv", corrected));

        Assert.Equal(ReceiptStatus.Refused, (await ReceiptAsync(Upload)).Status);
        var second = await PublishedAsync(2);
        Assert.Equal(first.Customers + (isErasedBetween ? 0 : 1), second.Customers);
        Assert.Equal(isErasedBetween ? 1 : 0, (await ReceiptAsync($"{Upload}.corrected.csv")).Erased);
        Assert.Equal(200, await flow.EraseAsync(Person));
        foreach (var container in (string[])[Containers.Extracts, Containers.Receipts])
        {
            await foreach (var blob in account.Blobs.GetBlobContainerClient(container).GetBlobsAsync())
            {
                var text = await TextAsync(container, blob.Name);
                Assert.DoesNotContain(Person, text, StringComparison.Ordinal);
                Assert.False(isErasedBetween && text.Contains("\"l m\",", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task WhatWasRejectedBeforeABrokenUploadIsCorrectedStill()
    {
        await FirstNightAsync();
        var corrected = await CorrectedAsync();
        await flow.CleanRefusedAsync(Upload, Encoding.UTF8.GetBytes("what,ever\n1,2\n"));

        var rejects = await flow.CallAsync(new FunctionCall("GetRejects") { Route = Send(corrected).Route });
        Assert.Equal(200, rejects.Status);
        Assert.Contains(Person, rejects.Text, StringComparison.Ordinal);
        Assert.Equal(202, (await flow.CallAsync(Send(corrected))).Status);
    }

    [Fact]
    public async Task ACorrectionThatFitsNothingIsRefusedAndTheNightStands()
    {
        await FirstNightAsync();
        var corrected = await CorrectedAsync();
        await flow.CleanRefusedAsync($"customers/{Extracts.FirstNight:yyyy-MM-dd}/other.csv.corrected.csv", corrected);
        var (refusal, sentence) = await RefusedAsync($"customers/{Extracts.FirstNight:yyyy-MM-dd}/other.csv.corrected.csv");
        Assert.Equal(RefusalReason.WrongCorrection, refusal);
        Assert.StartsWith($"There is no upload customers/{Extracts.FirstNight:yyyy-MM-dd}/other.csv to correct.", sentence);

        // The extract was uploaded again since, without the row.
        await flow.PlayAsync(await flow.CleanAsync(Upload, await Extracts.OfNightAsync(0)));
        await flow.CleanRefusedAsync($"{Upload}.corrected.csv", corrected);
        (refusal, sentence) = await RefusedAsync($"{Upload}.corrected.csv");
        Assert.Equal(RefusalReason.WrongCorrection, refusal);
        Assert.Contains("does not stand in the extract as it was rejected", sentence, StringComparison.Ordinal);
        await PublishedAsync(2);
    }

    /// <summary>A night in which the person's row has lost its last cell.</summary>
    private async Task<RunState> FirstNightAsync()
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        var sound = Sound(text);
        await flow.PlayAsync(
            await flow.CleanAsync(Upload, Encoding.UTF8.GetBytes($"{text}{sound[..sound.LastIndexOf(',')]}\n")));
        return await PublishedAsync(1);
    }

    /// <summary>The row of somebody who has no trouble, under the person's id.</summary>
    private static string Sound(string text)
    {
        var row = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        return $"{Person}{row[row.IndexOf(',', StringComparison.Ordinal)..].TrimEnd('\r')}";
    }

    /// <summary>The file of rejects with the person's row mended and all others deleted, as a spreadsheet saves it.</summary>
    private async Task<byte[]> CorrectedAsync()
    {
        var receipt = await ReceiptAsync(Upload);
        var lines = (await TextAsync(Containers.Receipts, ReceiptStore.RejectsName(receipt.ExtractId))).Split("\r\n");
        var rejected = Assert.Single(lines, line => line.StartsWith(Person, StringComparison.Ordinal));
        var sound = Sound(Encoding.UTF8.GetString(await Extracts.OfNightAsync(0)));
        return Encoding.UTF8.GetBytes($"{lines[0]}\r\n{sound},,,,,{rejected[(rejected.LastIndexOf(',') + 1)..]}\r\n");
    }

    private async Task<RunState> PublishedAsync(int number)
    {
        var run = new RunId(Extracts.FirstNight, number);
        Assert.Equal(run, await flow.Get<RunPointerStore>().CurrentAsync(default));
        return await flow.Get<RunStore>().GetAsync(run, default);
    }

    private async Task<(RefusalReason? Refusal, string Sentence)> RefusedAsync(string file)
    {
        var receipt = await ReceiptAsync(file);
        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        return (receipt.Refusal, receipt.Sentence);
    }

    private async Task<Receipt> ReceiptAsync(string file)
    {
        var summary = (await flow.Get<ReceiptStore>().LatestAsync(10, default)).First(found => found.File == file);
        return (await flow.Get<ReceiptStore>().FindAsync(Path.ChangeExtension(summary.Receipt, null), default))!;
    }

    private static FunctionCall Send(byte[] corrected)
    {
        var parts = Upload.Split('/');
        return new FunctionCall("SendCorrection")
        {
            Route = new Dictionary<string, string> { ["source"] = parts[0], ["date"] = parts[1], ["file"] = parts[2] },
            Body = corrected,
            ContentType = "text/csv",
        };
    }

    private BlobClient Blob(string container, string name) =>
        account.Blobs.GetBlobContainerClient(container).GetBlobClient(name);

    private async Task<string> TextAsync(string container, string name) =>
        (await Blob(container, name).DownloadContentAsync()).Value.Content.ToString();
}
