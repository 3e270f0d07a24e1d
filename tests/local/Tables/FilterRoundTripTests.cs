using System.Text;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using ReapFunctions.Local.Tests.Azurite;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class FilterRoundTripTests(AzuriteFixture azurite) : TablesTest(azurite)
{
    [Fact]
    public async Task TheServiceFindsAnyTextByAFilterAndNothingElse()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Sample(60, 80).Select(text => Storable(text.Get)).Distinct().ToList();
        foreach (var chunk in texts.Select((text, i) => (text, i)).Chunk(100))
        {
            await Table.SubmitTransactionAsync(chunk.Select(item => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity("p", $"{item.i}") { ["Text"] = item.text })));
        }

        foreach (var text in texts)
        {
            var found = await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Text eq {text}")).ToListAsync();
            Assert.Equal([text], found.Select(entity => entity.GetString("Text")));
        }
    }

    // Half a surrogate pair is no character: UTF-8 has no way to write it.
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
