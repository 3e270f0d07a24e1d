using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Blobs appear whole or not at all, whoever reads, writes beside, or dies.</summary>
public class WholeBlobTests(TestAccount account) : IClassFixture<TestAccount>
{
    private const int Block = 1000;

    private readonly BlobContainerClient container = account.Blobs.GetBlobContainerClient(Containers.Scored);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData(10 * Block)]
    public async Task WhatWasWrittenIsThereOnceItIsCommitted(int bytes)
    {
        var (name, content) = (Name(), Bytes(bytes, seed: 1));
        var blob = await WriteAsync(name, content);

        Assert.False(await container.GetBlobClient(name).ExistsAsync());
        Assert.Empty(await NamesAsync(name));
        await blob.CommitAsync(default);

        Assert.Equal(content, await ReadAsync(name));
        Assert.Equal(bytes, blob.Length);
    }

    [Fact]
    public async Task AWriterThatFailsLeavesNothing()
    {
        var name = Name();

        await Assert.ThrowsAsync<IOException>(() => container.WriteWholeAsync(name, async stream =>
        {
            await stream.WriteAsync(Bytes(10, seed: 1));
            throw new IOException("lost");
        }, default));

        Assert.False(await container.GetBlobClient(name).ExistsAsync());
    }

    [Theory]
    [InlineData(Block / 2)]
    [InlineData(5 * Block / 2)]
    public async Task AWriterThatDiesLeavesWhatThereWas(int bytes)
    {
        var (name, old) = (Name(), Bytes(bytes, seed: 1));
        await (await WriteAsync(name, old)).CommitAsync(default);

        await WriteAsync(name, Bytes(bytes, seed: 2));

        Assert.Equal(old, await ReadAsync(name));
    }

    [Theory]
    [InlineData(Block / 2)]
    [InlineData(5 * Block / 2)]
    public async Task OtherContentTakesThePlaceOfWhatThereWas(int bytes)
    {
        var (name, content) = (Name(), Bytes(bytes, seed: 2));
        await (await WriteAsync(name, Bytes(bytes, seed: 1))).CommitAsync(default);

        await (await WriteAsync(name, content)).CommitAsync(default);

        Assert.Equal(content, await ReadAsync(name));
    }

    [Theory]
    [InlineData(Block / 2)]
    [InlineData(5 * Block / 2)]
    public async Task TheSameBytesAgainDisturbNoReader(int bytes)
    {
        var (name, content) = (Name(), Bytes(bytes, seed: 1));
        await (await WriteAsync(name, content)).CommitAsync(default);
        await using var reader = await container.GetBlobClient(name).OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false) { BufferSize = Block / 4 });
        var begun = new byte[Block / 4];
        await reader.ReadExactlyAsync(begun);

        await (await WriteAsync(name, content)).CommitAsync(default);

        var rest = new MemoryStream();
        await reader.CopyToAsync(rest);
        Assert.Equal(content, begun.Concat(rest.ToArray()));
    }

    [Theory]
    [InlineData(Block / 2)]
    [InlineData(5 * Block / 2)]
    public async Task TwoWritersOfTheSameBytesBothEndWell(int bytes)
    {
        var (name, content) = (Name(), Bytes(bytes, seed: 1));
        var (one, other) = (await WriteAsync(name, content), New(name));
        await other.WriteAsync(content.AsMemory(0, bytes / 2));

        await one.CommitAsync(default);
        await other.WriteAsync(content.AsMemory(bytes / 2));
        await other.CommitAsync(default);

        Assert.Equal(content, await ReadAsync(name));
    }

    [Fact]
    public async Task TwoWritersOfOtherBytesNeverMix()
    {
        var name = Name();
        byte[][] contents = [Bytes(5 * Block, seed: 1), Bytes(5 * Block, seed: 2)];
        var (one, other) = (New(name), New(name));
        for (var part = 0; part < 5 * Block; part += Block)
        {
            await one.WriteAsync(contents[0].AsMemory(part, Block));
            await other.WriteAsync(contents[1].AsMemory(part, Block));
        }

        await one.CommitAsync(default);
        // The commit has thrown the blocks of the other away: it fails, and its message comes again.
        await Record.ExceptionAsync(() => other.CommitAsync(default));

        Assert.Contains(await ReadAsync(name), contents);
    }

    [Fact]
    public async Task ABlobThatTheSdkHasWrittenInBlocksIsReplaced()
    {
        var (name, content) = (Name(), Bytes(5 * Block, seed: 2));
        await using (
            var stream = await container.GetBlockBlobClient(name)
            .OpenWriteAsync(overwrite: true, new BlockBlobOpenWriteOptions { BufferSize = Block }))
            await stream.WriteAsync(Bytes(3 * Block, seed: 1));

        await (await WriteAsync(name, content)).CommitAsync(default);

        Assert.Equal(content, await ReadAsync(name));
    }

    private static string Name() => $"whole/{Guid.NewGuid()}.csv";

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private WholeBlobStream New(string name) => new(container.GetBlockBlobClient(name), Block);

    private async Task<WholeBlobStream> WriteAsync(string name, byte[] content)
    {
        var blob = New(name);
        // Disposed before it is committed, as the cleaner does.
        await using (blob)
            for (var at = 0; at < content.Length; at += 300)
                await blob.WriteAsync(content.AsMemory(at, Math.Min(300, content.Length - at)));
        return blob;
    }

    private async Task<byte[]> ReadAsync(string name) =>
        (await container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray();

    private async Task<List<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, default))
            names.Add(blob.Name);
        return names;
    }
}
