using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Night;
using ReapFunctions.Runs;
using ReapFunctions.Tests.Offers;

namespace ReapFunctions.Tests.Night;

public class GetHealthTests
{
    /// <summary>Port 1 of this machine: nobody listens there.</summary>
    private const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;"
        + "BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    [Fact]
    public async Task AStorageThatCannotBeReadIsSaidToBeSo()
    {
        var answer = await Health().RunAsync(new DefaultHttpContext().Request, CancellationToken.None);

        var problem = Assert.IsType<ProblemHttpResult>(answer).ProblemDetails;
        Assert.Equal((503, Problems.StorageType), (problem.Status, problem.Type));
        Assert.StartsWith("Storage cannot be read.", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallThatIsGivenUpIsNotAnswered()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Health().RunAsync(new DefaultHttpContext().Request, given.Token));
    }

    private static GetHealth Health() => new(
        new RunPointerStore(new TableServiceClient(Nowhere, Once(new TableClientOptions())), TimeProvider.System),
        new ListStore(new BlobServiceClient(Nowhere, Once(new BlobClientOptions()))),
        TestBucket.Telco,
        TimeProvider.System,
        NullLogger<GetHealth>.Instance);

    private static T Once<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        return options;
    }
}
