using ReapFunctions.Local.Host.Http;

namespace ReapFunctions.Host.Tests.Http;

public sealed class BlobEventBodyTests
{
    private const string Address = "http://127.0.0.1:10000/devstoreaccount1/drops/a.csv";

    [Theory]
    [InlineData("Notification", "[]")]
    [InlineData("notification", $$"""[{ "data": { "url": "{{Address}}" } }]""")]
    [InlineData("Notification", $$"""{ "data": { "url": "{{Address}}" } }""")]
    [InlineData("SubscriptionValidation", """[{ "data": { "validationCode": "x" } }]""")]
    [InlineData("Unsubscribe", "anything")]
    public void WhatEventGridPostsHasNoFault(string kind, string body) =>
        Assert.Null(BlobEventBody.Fault(BinaryData.FromString(body), kind));

    [Theory]
    [InlineData("", "The body is not JSON: ")]
    [InlineData("no json", "The body is not JSON: ")]
    [InlineData("5", "Event 0 names no blob.")]
    [InlineData("null", "Event 0 names no blob.")]
    [InlineData("{}", "Event 0 names no blob.")]
    [InlineData("[[]]", "Event 0 names no blob.")]
    [InlineData("""[{ "data": 5 }]""", "Event 0 names no blob.")]
    [InlineData("""[{ "data": { "url": 5 } }]""", "Event 0 names no blob.")]
    [InlineData("""[{ "data": { "url": "drops/a.csv" } }]""", "Event 0 names no blob.")]
    [InlineData("""[{ "data": { "url": "http://127.0.0.1:10000/devstoreaccount1" } }]""", "Event 0 names no blob.")]
    [InlineData($$"""[{ "data": { "url": "{{Address}}" } }, {}]""", "Event 1 names no blob.")]
    public void AnyOtherNotificationIsToldWhatIsExpected(string body, string fault) =>
        Assert.StartsWith(fault, BlobEventBody.Fault(BinaryData.FromString(body), "Notification"), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("""[{ "data": { "validationCode": 5 } }]""")]
    public void AValidationWithoutItsCodeIsToldWhatIsExpected(string body) => Assert.StartsWith(
        "A validation is a list of one event",
        BlobEventBody.Fault(BinaryData.FromString(body), "SubscriptionValidation"), StringComparison.Ordinal);
}
