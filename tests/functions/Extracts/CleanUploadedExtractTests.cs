using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using ReapFunctions.Extracts;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Extracts;

public class CleanUploadedExtractTests
{
    private readonly Mock<BlobClient> upload = new();
    private readonly Mock<BlobContainerClient> extracts = new();
    private readonly CleanUploadedExtract function;

    public CleanUploadedExtractTests()
    {
        upload.Setup(blob => blob.GetPropertiesAsync(It.IsAny<BlobRequestConditions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(404, "gone"));
        extracts.Setup(container => container.GetBlobClient(It.IsAny<string>())).Returns(upload.Object);
        var blobs = new Mock<BlobServiceClient>();
        blobs.Setup(service => service.GetBlobContainerClient(It.IsAny<string>()))
            .Returns(new Mock<BlobContainerClient>().Object);
        blobs.Setup(service => service.GetBlobContainerClient(Containers.Extracts)).Returns(extracts.Object);
        var tables = new TableServiceClient("UseDevelopmentStorage=true");
        var drops = new DropStore(tables);
        var cleaning = new UploadIntake(
            null!, new UploadStore(blobs.Object, TimeProvider.System), new ReceiptStore(blobs.Object, tables),
            new CleanRowStore(blobs.Object), new DropNotes(drops, new RunStore(tables)), new ErasedIdStore(blobs.Object),
            null!, null!, new ReapSettings(), TimeProvider.System);
        function = new CleanUploadedExtract(cleaning, drops, NullLogger<CleanExtract>.Instance);
    }

    [Fact]
    public async Task TheAnnouncedUploadIsLookedAtInTheAppsOwnContainer()
    {
        var message = """
            {"eventType": "Microsoft.Storage.BlobCreated", "data": {"url": "https://elsewhere.example/extracts/customers/2026-11-21/a%20b.csv"}}
            """;
        Assert.Null(await function.RunAsync(message, CancellationToken.None));
        extracts.Verify(container => container.GetBlobClient("customers/2026-11-21/a b.csv"), Times.Once);
        upload.Verify(
            blob => blob.GetPropertiesAsync(It.IsAny<BlobRequestConditions>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task AMessageThatAnnouncesNoUploadIsDropped()
    {
        Assert.Null(await function.RunAsync("{}", CancellationToken.None));
        extracts.Verify(container => container.GetBlobClient(It.IsAny<string>()), Times.Never);
    }
}
