using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Http;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Http;

public class SignInTests
{
    private const string Client = "c11e";
    private const string Tenant = "7e4a";

    private static readonly (string Typ, string Val)[] Somebody =
        [("aud", Client), ("tid", Tenant), ("oid", "somebody"), ("roles", "Agent"), ("roles", "Emperor")];

    [Fact]
    public void WhoIsSignedInHasTheirKnownRoles()
    {
        var visitor = On().Of(Request(Header(Somebody)));
        Assert.Equal("somebody", visitor!.Id);
        Assert.Equal([PageRole.Agent], visitor.Roles);
    }

    [Fact]
    public void LongNamesOfClaimsAreTakenToo()
    {
        var visitor = On().Of(Request(Header([
            ("aud", $"api://{Client}"),
            ("http://schemas.microsoft.com/identity/claims/tenantid", Tenant),
            ("http://schemas.microsoft.com/identity/claims/objectidentifier", "somebody"),
            ("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Operator")])));
        Assert.Equal([PageRole.Operator], visitor!.Roles);
    }

    public static TheoryData<string> Forged => new(
        "", "no base64", "e30=", Base64("[]"), Base64("null"), Base64("{\"auth_typ\":\"aad\"}"),
        Base64("{\"auth_typ\":1,\"claims\":[]}"), Base64("{\"auth_typ\":\"aad\",\"claims\":[{}]}"),
        new string('A', 40_000),
        Header(Somebody, "google"),
        Header([.. Somebody, ("tid", "another")]),
        Header([.. Somebody, ("oid", "another")]),
        Header([.. Somebody, ("aud", "another")]),
        Header([("aud", "another"), .. Somebody[1..]]),
        Header([Somebody[0], ("tid", "another"), .. Somebody[2..]]),
        Header([.. Somebody[..2], .. Somebody[3..]]));

    [Theory]
    [MemberData(nameof(Forged))]
    public void WhatIsForgedOrBrokenIsNobody(string header) => Assert.Null(On().Of(Request(header)));

    [Fact]
    public void TwoHeadersAreNobody()
    {
        var request = Request(Header(Somebody));
        request.Headers.Append("X-MS-CLIENT-PRINCIPAL", Header(Somebody));
        Assert.Null(On().Of(request));
    }

    [Theory]
    [InlineData(null, Client)]
    [InlineData("false", Client)]
    [InlineData("1", Client)]
    [InlineData("true", "")]
    public void WhereThePlatformSignsNobodyInThePrincipalIsNobody(string? isOn, string client) =>
        Assert.Null(Of(isOn, client).Of(Request(Header(Somebody))));

    [Theory]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("localhost", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("reap.example.com", false)]
    [InlineData("127.0.0.1.example.com", false)]
    [InlineData("", false)]
    public void TheUserOfThisMachineComesByALoopbackAddress(string host, bool isLetIn)
    {
        var request = Request(null, host);
        Assert.Equal(isLetIn, Of(null, "", local: true).Of(request) is { Id: null, Roles.Count: 4 });
        Assert.Null(Of(null, "").Of(request));
        Assert.Null(Of("true", Client, local: true).Of(request));
    }

    [Fact]
    public void OnAzureTheUserOfThisMachineIsAFault() =>
        Assert.Throws<ConfigException>(() => Of("true", Client, local: true, instance: "instance"));

    private static SignIn On() => Of("true", Client);

    private static SignIn Of(string? isOn, string client, bool local = false, string? instance = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WEBSITE_AUTH_ENABLED"] = isOn,
            ["WEBSITE_INSTANCE_ID"] = instance,
        }).Build(),
        new ReapSettings { SignInClient = client, SignInTenant = client.Length > 0 ? Tenant : "", LocalUser = local });

    private static HttpRequest Request(string? header, string host = "reap.example.com")
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        if (header is not null)
            request.Headers["X-MS-CLIENT-PRINCIPAL"] = header;
        return request;
    }

    private static string Header((string Typ, string Val)[] claims, string by = "aad") => Base64(JsonSerializer.Serialize(
        new { auth_typ = by, claims = claims.Select(claim => new { typ = claim.Typ, val = claim.Val }) }));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
