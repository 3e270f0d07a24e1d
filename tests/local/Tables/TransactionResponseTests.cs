using System.Text;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class TransactionResponseTests
{
    // The form of Microsoft's documentation: "Performing entity group transactions", sample response.
    private const string Succeeded =
        "--batchresponse_4c637ba4-b2f8-40f8-8856-c2d10d163a83\r\n"
        + "Content-Type: multipart/mixed; boundary=changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42\r\n\r\n"
        + "--changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42\r\n"
        + "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\nContent-ID: 1\r\nX-Content-Type-Options: nosniff\r\nDataServiceVersion: 3.0;\r\nETag: W/\"a--b\"\r\n\r\n\r\n"
        + "--changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42\r\n"
        + "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\nETag: W/\"2\"\r\n\r\n\r\n"
        + "--changesetresponse_955358ab-62b1-4d6c-804b-41cebb7c5e42--\r\n"
        + "--batchresponse_4c637ba4-b2f8-40f8-8856-c2d10d163a83--\r\n";

    [Fact]
    public void EveryPartHasItsStatusAndHeaders()
    {
        var parts = TransactionResponse.Read(Encoding.UTF8.GetBytes(Succeeded));

        Assert.Equal([204, 204], parts.Select(part => part.Status));
        Assert.Equal("No Content", parts[0].ReasonPhrase);
        Assert.Equal(["W/\"a--b\"", "W/\"2\""], parts.Select(part => part.Headers.ETag.ToString()!));
        Assert.Equal(4, parts[0].Headers.Count());
        Assert.False(parts[0].Headers.Contains("Location"));
    }

    [Fact]
    public void AFailedPartIsThrownWithItsCodeAndIndex()
    {
        const string body = "{\"odata.error\":{\"code\":\"InvalidInput\",\"message\":{\"lang\":\"en-US\",\"value\":\"73:HTTP/1.1 is not valid.\\nRequestId:1\"}}}";
        var failed = Succeeded.Replace("HTTP/1.1 204 No Content\r\nETag: W/\"2\"\r\n\r\n", $"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{body}");

        var failure = Assert.Throws<TableTransactionFailedException>(() => TransactionResponse.Read(Encoding.UTF8.GetBytes(failed)));

        Assert.Equal((400, "InvalidInput", 73), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Contains("HTTP/1.1 is not valid", failure.Message);
    }

    [Fact]
    public void AFailureWithoutABodyHasNoIndex()
    {
        var failed = Succeeded.Replace("204 No Content", "503 Server Busy");

        var failure = Assert.Throws<TableTransactionFailedException>(() => TransactionResponse.Read(Encoding.UTF8.GetBytes(failed)));

        Assert.Equal((503, null), (failure.Status, failure.FailedTransactionActionIndex));
    }
}
