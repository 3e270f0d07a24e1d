namespace Azure.Data.Tables;

/// <summary>Where the next page of entities begins. Written as <c>partition row</c>: the service's keys for this hold no spaces.</summary>
internal readonly record struct EntityContinuation(string PartitionKey, string RowKey)
{
    public static EntityContinuation Of(Response response)
    {
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey);
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return new(partitionKey, rowKey);
    }

    public static EntityContinuation Parse(string token)
    {
        // No header at all gave null; a lone space is what two empty ones would give.
        if (token is null || token.Length <= 1)
            return default;
        var parts = token.Split(' ', 2);
        return new(parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
    }

    public override string ToString() => PartitionKey is null && RowKey is null ? null : $"{PartitionKey} {RowKey}";
}
