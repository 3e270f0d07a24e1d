using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ReapFunctions.Local.Worker.Http;

/// <summary>The response of ASP.NET Core in the worker's own type: what is written to it goes out.</summary>
internal sealed class LocalHttpResponseData : HttpResponseData
{
    private readonly HttpResponse response;

    public LocalHttpResponseData(FunctionContext context, HttpResponse response)
        : base(context)
    {
        this.response = response;
        Cookies = new LocalHttpCookies(response);
        response.OnStarting(CopyHeadersAsync);
    }

    public override HttpStatusCode StatusCode
    {
        get => (HttpStatusCode)response.StatusCode;
        set => response.StatusCode = (int)value;
    }

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body
    {
        get => response.Body;
        set => response.Body = value;
    }

    public override HttpCookies Cookies { get; }

    private Task CopyHeadersAsync()
    {
        foreach (var header in Headers)
            response.Headers[header.Key] = header.Value.ToArray();
        return Task.CompletedTask;
    }
}
