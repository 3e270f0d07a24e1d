using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TableConnectionStringTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://host", "http://host:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.windows.net", "https://shop.table.core.windows.net/", "shop")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=shop;AccountKey=a2V5;EndpointSuffix=x", "http://shop.table.x/", "shop")]
    [InlineData("accountname=shop;accountkey=a2U=;TableEndpoint=http://127.0.0.1:5/shop;", "http://127.0.0.1:5/shop", "shop")]
    public void EndpointAndAccountAreFound(string connectionString, string endpoint, string account)
    {
        var parsed = TableConnectionString.Parse(connectionString);

        Assert.Equal((endpoint, account), (parsed.Endpoint.AbsoluteUri, parsed.Credential.AccountName));
    }

    [Theory]
    [InlineData("AccountName=shop;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName=shop;AccountKey=a2V5")]
    [InlineData("UseDevelopmentStorage=false")]
    public void WhatIsMissingIsSaid(string connectionString) =>
        Assert.Contains("AccountName and AccountKey", Assert.Throws<FormatException>(() => new TableServiceClient(connectionString)).Message);

    [Theory]
    [InlineData("AccountKey=c2VjcmV0;nonsense")]
    [InlineData("AccountKey=c2VjcmV0;AccountKey=c2VjcmV0")]
    public void AMalformedStringIsRefusedWithoutRepeatingTheKey(string connectionString) =>
        Assert.DoesNotContain("c2VjcmV0", Assert.Throws<InvalidOperationException>(() => new TableServiceClient(connectionString)).Message);
}
