using Azure.Data.Tables;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

/// <summary>The tests that need a table share one storage account; each test has a table of its own.</summary>
[CollectionDefinition(Name)]
public sealed class TablesCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Tables";
}

[Collection(TablesCollection.Name)]
public abstract class TablesTest(AzuriteFixture azurite) : IAsyncLifetime
{
    protected TableServiceClient Service { get; } = new(azurite.ConnectionString);

    protected TableClient Table { get; } = new(azurite.ConnectionString, UniqueName());

    public virtual async Task InitializeAsync() => await Table.CreateAsync();

    public virtual async Task DisposeAsync() => await Table.DeleteAsync();

    protected static string UniqueName() => $"T{Guid.NewGuid():N}";
}
