using System.Buffers;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A request body in a pooled array: written once, sent as often as the pipeline retries, given back when disposed.</summary>
internal sealed class RequestBuffer : RequestContent, IBufferWriter<byte>
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;
    private int _sending;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _sending);
        stream.Write(_bytes, 0, _length);
        Interlocked.Decrement(ref _sending);
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _sending);
        await stream.WriteAsync(Written, cancellation).ConfigureAwait(false);
        Interlocked.Decrement(ref _sending);
    }

    public override void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        // A send that was broken off may still read the array: then it must not be given to another request.
        if (bytes.Length > 0 && Volatile.Read(ref _sending) == 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - _length >= size)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
