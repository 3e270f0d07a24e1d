using System.IO.Pipelines;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Corrections;

/// <summary>
/// The content of an extract with its corrected rows, made while it is read: neither memory nor a temporary file holds it.
/// Reading throws <see cref="CorrectionException"/> where the correction does not fit.
/// </summary>
internal sealed class CorrectedContent : IAsyncDisposable
{
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1024 * 1024, resumeWriterThreshold: 512 * 1024));
    private readonly CorrectedExtract corrected;
    private readonly CancellationTokenSource ending;
    private readonly Task writing;

    /// <param name="extract">The extract that is corrected; disposed with this.</param>
    /// <param name="contract">As it reads the extract.</param>
    public CorrectedContent(Stream extract, Contract contract, Correction correction, CancellationToken cancellationToken)
    {
        corrected = new CorrectedExtract(contract, correction);
        Contract = contract;
        Stream = pipe.Reader.AsStream();
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        writing = Task.Run(() => WriteAsync(extract, ending.Token), CancellationToken.None);
    }

    public Stream Stream { get; }

    /// <summary>The contract that reads the stream.</summary>
    public Contract Contract { get; }

    /// <summary>Whether rows of the extract were emptied by an erasure since it was uploaded.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>What was done, for the receipt; complete once the stream is read to its end.</summary>
    public string Sentence(string file) =>
        $"Corrects {file}: {corrected.Replaced} replaced, {corrected.Added} added under a key of their own."
        + (corrected.Rekeyed == 0 ? "" : $" {corrected.Rekeyed} have another key than before: check that it is meant.");

    /// <summary>The stream alone: disposing it disposes all of this.</summary>
    public Stream Owned() => new OwnedStream(this);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await pipe.Reader.CompleteAsync();
        await writing;
        ending.Dispose();
    }

    private async Task WriteAsync(Stream extract, CancellationToken cancellationToken)
    {
        try
        {
            await using (extract)
            await using (var output = new BufferedStream(pipe.Writer.AsStream(leaveOpen: true), 64 * 1024))
                await corrected.WriteAsync(extract, output, cancellationToken);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception fault)
        {
            // Thrown again where the stream is read.
            await pipe.Writer.CompleteAsync(fault);
        }
    }

    private sealed class OwnedStream(CorrectedContent content) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => content.Stream.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            content.Stream.ReadAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await content.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
