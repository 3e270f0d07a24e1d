namespace Azure.Data.Tables;

/// <summary>The answer for an entity that does not exist.</summary>
internal sealed class MissingEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist; look at HasValue before Value.");

    public override Response GetRawResponse() => response;
}
