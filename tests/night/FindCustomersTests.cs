using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ReapFunctions.Erasure;
using ReapFunctions.Night.Tests.Description;
using ReapFunctions.Runs;

namespace ReapFunctions.Night.Tests;

/// <summary>Customers are found by a phone number or an e-mail of which storage has nothing but a salted hash.</summary>
public sealed class FindCustomersTests : FlowTest
{
    private static readonly RunId First = new(Extracts.FirstNight, 1);

    [Fact]
    public async Task WhoSharesANumberIsFoundUntilTheyAreErased()
    {
        var text = Encoding.UTF8.GetString(await Extracts.OfNightAsync(0));
        // The columns behind id, name, e-mail and phone, of a customer without quotes.
        var sound = text.Split('\n').First(line => line.StartsWith("\"l m\",", StringComparison.Ordinal));
        var rest = string.Join(',', sound.Split(',')[4..]);
        text += $"Ann,Ann Lee,Ann.Lee@Example.com,0151 2345678,{rest}\nBob,Bob Lee,,+49 (0)151 2345678,{rest}\n";
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.Date), Encoding.UTF8.GetBytes(text)));

        Assert.Equal(["Ann", "Bob"], await FindAsync("""{ "phone": "+49 151 2345678" }"""));
        Assert.Equal(["Ann"], await FindAsync("""{ "email": " ann.lee@example.COM" }"""));
        Assert.Equal(["Ann", "Bob"], await FindAsync("""{ "id": "Bob", "email": "ann.lee@example.com" }"""));
        Assert.Empty(await FindAsync("""{ "phone": "0151 2345679" }"""));
        // One for each number and address, and one that says which these are.
        Assert.Equal((3, 2), (await EntitiesAsync("Ann"), await EntitiesAsync("Bob")));

        Assert.NotNull(await flow.Get<PersonErasure>().EraseAsync("Ann", null, default));

        Assert.Equal(["Bob"], await FindAsync("""{ "phone": "0151 2345678" }"""));
        Assert.Empty(await FindAsync("""{ "email": "ann.lee@example.com" }"""));
        Assert.Equal((0, 2), (await EntitiesAsync("Ann"), await EntitiesAsync("Bob")));
        Assert.Empty(await Traces.OfAsync(account, "Ann.Lee@Example.com"));
    }

    private async Task<string[]> FindAsync(string body)
    {
        var answer = await flow.CallAsync(new FunctionCall("FindCustomers").With(body));
        Assert.Equal(200, answer.Status);
        return [.. JsonNode.Parse(answer.Text)!["customers"]!.AsArray().Select(id => (string)id!)];
    }

    private async Task<int> EntitiesAsync(string id)
    {
        var count = 0;
        await foreach (var _ in account.Tables.GetTableClient(First.FinderTable)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"CustomerId eq {id}")))
            count++;
        return count;
    }
}
