using System.Text;
using ReapFunctions.Erasure;
using ReapFunctions.Lists;
using ReapFunctions.Tests.Csv;
using ReapFunctions.Value;

namespace ReapFunctions.Tests.Erasure;

public class RowErasureTests
{
    [Theory]
    [InlineData("b", 1)]
    [InlineData("a,\"\nx", 2)]
    [InlineData("nobody", 0)]
    public async Task TheCustomersRowsAreLeftOutAndAllOthersStayByteForByte(string customerId, int rows)
    {
        string[] lines = ["score,customerId,note", "1,b,\"one\ntwo\"", "2,\"a,\"\"\nx\",", "3,bc,b", "4,\"a,\"\"\nx\",again"];
        var output = new MemoryStream();
        var (erased, left) = await RowErasure.CopyWithoutAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), "customerId", customerId, output, default);
        Assert.Equal((rows, 4L - rows), (erased, left));
        var kept = lines.Where((line, i) => i == 0 || OneRow.Cells(line)[1] != customerId);
        Assert.Equal(string.Join('\n', kept) + "\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task AFileWithoutTheColumnIsNotCopied() =>
        await Assert.ThrowsAsync<FormatException>(() => RowErasure.CopyWithoutAsync(
            new MemoryStream("a,b\n1,2\n"u8.ToArray()), "customerId", "1", new MemoryStream(), default));

    [Fact]
    public async Task AListWithoutTheCustomerIsStillAList()
    {
        ListEntry Entry(string id, double propensity) => new(id, propensity, 1, ValueBand.Low, 9, null, [], false, []);
        var stored = new MemoryStream();
        await ListMerge.WritePartAsync([Entry("x", 0.9), Entry("y", 0.8)], stored, default);
        var output = new MemoryStream();
        Assert.Equal(
            (1, 1L), await RowErasure.CopyWithoutAsync(new MemoryStream(stored.ToArray()), "customerId", "x", output, default));
        var expected = new MemoryStream();
        await ListMerge.WritePartAsync([Entry("y", 0.8)], expected, default);
        Assert.Equal(expected.ToArray(), output.ToArray());
    }
}
