using System.IO.Hashing;
using System.Text;

namespace ReapFunctions.Tests.Storage;

public class XxHash64Tests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void KnownTextsHaveTheirKnownHashes(string text, ulong hash) =>
        Assert.Equal(hash, XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)));

    // The reference implementation checks itself with these bytes.
    [Theory]
    [InlineData(1, 0xE934A84ADB052768)]
    [InlineData(4, 0x9136A0DCA57457EE)]
    [InlineData(14, 0x8282DCC4994E35C8)]
    [InlineData(222, 0xB641AE8CB691C174)]
    public void TheSanityBufferHasItsPublishedHashes(int length, ulong hash)
    {
        var bytes = new byte[length];
        ulong state = 2654435761;
        for (var index = 0; index < length; index++, state *= 11400714785074694797)
            bytes[index] = (byte)(state >> 56);

        Assert.Equal(hash, XxHash64.HashToUInt64(bytes));
    }
}
