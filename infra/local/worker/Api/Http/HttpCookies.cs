namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The cookies of a response.</summary>
public abstract class HttpCookies
{
    /// <summary>For implementations.</summary>
    protected HttpCookies()
    {
    }

    /// <summary>Sets a cookie.</summary>
    public abstract void Append(string name, string value);

    /// <summary>Sets a cookie.</summary>
    public abstract void Append(IHttpCookie cookie);

    /// <summary>A cookie to fill in and append.</summary>
    public abstract IHttpCookie CreateNew();
}
