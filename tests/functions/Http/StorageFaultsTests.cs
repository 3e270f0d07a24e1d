using Azure;
using Azure.Storage.Blobs;
using ReapFunctions.Http;

namespace ReapFunctions.Tests.Http;

public class StorageFaultsTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(403, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(412, false)]
    public void WhatStorageDoesNotLetAnswerIsToldFromWhatACallGotWrong(int status, bool isOfStorage)
    {
        var fault = new RequestFailedException(status, "said");

        Assert.Equal(isOfStorage, StorageFaults.IsOfStorage(fault));
        Assert.Equal(isOfStorage, StorageFaults.IsOfStorage(new AggregateException("Retry failed.", fault, fault)));
    }

    [Theory]
    [InlineData(412, "GET", true)]
    [InlineData(412, "POST", false)]
    [InlineData(404, "GET", false)]
    public void WhatChangesWhileItIsReadIsAskedForAgain(int status, string method, bool hasChanged) =>
        Assert.Equal(hasChanged, StorageFaults.HasChanged(new RequestFailedException(status, "said"), method));

    [Fact]
    public void AFaultOfOursIsNone() => Assert.False(StorageFaults.IsOfStorage(new InvalidOperationException("said")));

    [Fact]
    public async Task WhatTheSdkThrowsWhereNobodyListensIsOne()
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var blob = new BlobClient(new Uri("http://127.0.0.1:1/account/container/blob"), options);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => blob.ExistsAsync());

        Assert.True(StorageFaults.IsOfStorage(fault), fault.ToString());
    }
}
