using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Cleaning;

/// <summary>Rows whose key a reference does not have, where the contract wants them rejected.</summary>
public sealed class KnownKeysTests
{
    private const string Rows = "id,age,plan\n1,30,small\n2,30,\n3,30,huge\n4,30,\"small\"\n1,30,huge\n5,old,huge\n";

    [Theory]
    [InlineData("keepFirst")]
    [InlineData("keepLast")]
    public async Task ARowWhoseKeyIsNotKnownIsRejectedAndTakesNoOthersPlace(string duplicates)
    {
        var receipt = await CleanAsync(duplicates, ["small", "large"]);

        Assert.Equal((3, 3), (receipt.Accepted + receipt.Repaired, receipt.Rejected));
        Assert.Equal(
            [(RejectReason.UnknownReference, 2), (RejectReason.WrongType, 1)],
            receipt.Rejects.Select(count => (count.Reason, count.Count)));
        var reject = receipt.Rejects[0].Examples[0];
        Assert.Equal(("plan", "huge"), (reject.Column, reject.Value));
        Assert.Equal("'huge' is not known. Deliver the row that it refers to first.", reject.Message);
    }

    [Fact]
    public async Task WithoutTheReferenceNothingIsChecked() =>
        Assert.Equal(1, (await CleanAsync("allow", null)).Rejected);

    private static async Task<Receipt> CleanAsync(string duplicates, string[]? known)
    {
        var contract = SmallExtract.With(
            fields: """
                { "name": "id" }, { "name": "age", "type": "integer" }, { "name": "plan" }
                """,
            reap: $$"""
                , "duplicates": "{{duplicates}}",
                "refersTo": { "plan": { "source": "plans", "columns": { "price": "price" }, "unknown": "reject" } }
                """);
        var setup = new CleaningSetup { File = "all.csv", BlockSize = 20 };
        if (known is not null)
            setup = setup with
            {
                KnownKeys = new Dictionary<string, IReadOnlySet<UInt128>>
                {
                    ["plan"] = known.Select(key => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(key))).ToHashSet(),
                },
            };
        return await ExtractCleaner.CleanAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(Rows)), contract, ExtractOutput.Nowhere(), setup, default);
    }
}
