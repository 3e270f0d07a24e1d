using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Extracts.Inference;

/// <summary>A contract proposed from a file, and what to look at before using it.</summary>
/// <param name="Contract">Reads the file that it was made from; where it would reject one of the rows, a note says so.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="CandidateKeys">Columns without a missing or repeated value, and those named as a key with few.</param>
/// <param name="PersonalSuspects">Columns that look like personal data; they are under <c>personal</c> in the contract.</param>
/// <param name="Notes">What was guessed and why, and what could not be told, one sentence each.</param>
public sealed record ContractProposal(
    Contract Contract, long Rows, IReadOnlyList<string> CandidateKeys, IReadOnlyList<string> PersonalSuspects,
        IReadOnlyList<string> Notes);

/// <summary>
/// Proposes a contract from a whole file: encoding, delimiter, what stands around the table, types, formats, missing markers,
/// key,
/// personal data.
/// </summary>
public static class ContractInference
{
    /// <summary>The layout is guessed from so much of the beginning.</summary>
    private const int PieceLength = 256 * 1024;

    /// <summary>Reads a file and proposes its contract.</summary>
    /// <param name="file">Plain, gzip, zip or Parquet; read several times, to its end.</param>
    /// <param name="source">The source's name to be.</param>
    /// <returns>The proposal, or why there is none.</returns>
    public static async Task<(ContractProposal? Proposal, Refusal? Refusal)> InferAsync(
        Stream file, string source, CancellationToken cancellationToken)
    {
        try
        {
            await using var copy = await RereadableStream.OfAsync(file, cancellationToken);
            var (encoding, guess, unreadable) = await EncodingAsync(copy, cancellationToken);
            if (unreadable is not null)
                return (null, unreadable);
            var notes = guess is null ? new List<string>() : [guess];
            var piece = await PieceAsync(copy, encoding, cancellationToken);
            copy.Rewind();
            var isTable = await ParquetContract.IsParquetAsync(copy.Stream, cancellationToken);
            var layout = isTable
                ? await FileLayout.OfTableAsync(piece, cancellationToken)
                : await FileLayout.OfAsync(piece, cancellationToken);
            if (layout is null)
                return (null, FileChecks.Empty);
            layout = layout with { Dialect = layout.Dialect with { Encoding = encoding.Name } };
            (layout, var refusal) = isTable ? (layout, null) : await FitAsync(copy, layout, notes, cancellationToken);
            if (refusal is not null)
                return (null, refusal);
            var (columns, rows) = await ReadAsync(copy, layout, cancellationToken);
            if (columns.TrueForAll(column => column is { Name: "", Values: 0 }))
                return (null, FileChecks.Empty);
            return rows == 0
                ? (null, FileChecks.HeaderOnly)
                : (new ContractProposer(source, layout, columns, rows).Propose(notes), null);
        }
        catch (UnreadableFileException fault)
        {
            return (null, FileChecks.Unreadable(fault, 0));
        }
    }

    /// <summary>The layout with what stands below the table, or why no contract can read the file.</summary>
    private static async Task<(FileLayout Layout, Refusal? Refusal)> FitAsync(
        RereadableStream copy, FileLayout layout, List<string> notes, CancellationToken cancellationToken)
    {
        var shape = await ShapeAsync(copy, layout, cancellationToken);
        if (layout.Refusal(shape) is { } refusal)
            return (layout, refusal);
        layout = layout.WithoutFooters(shape);
        if (layout.Dialect.SkipLines.Count > 0
            && !layout.SkipsFootersOnly(shape, await ShapeAsync(copy, layout, cancellationToken)))
            layout = layout.WithFootersNamed();
        notes.AddRange(layout.Notes(shape));
        return (layout, null);
    }

    /// <summary>By the byte order mark, else by all bytes of the file.</summary>
    private static async Task<(TextEncoding Encoding, string? Note, Refusal? Refusal)> EncodingAsync(
        RereadableStream copy, CancellationToken cancellationToken)
    {
        copy.Rewind();
        await using var source = await TextSource.OpenAsync(copy.Stream, TextEncoding.Utf8, cancellationToken);
        if (UnmarkedUtf16(source.Head) is { } utf16)
            return (utf16, $"The file is UTF-16 without a byte order mark: {utf16.Name}, by its zero bytes.", null);
        if (FileChecks.OfHead(source) is { } refusal)
            return (TextEncoding.Utf8, null, refusal);
        if (source.Encoding.IsUtf16)
            return (source.Encoding, null, null);
        var (guess, buffer) = (new EncodingGuess(), new byte[PieceLength]);
        while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
            guess.Add(buffer.AsSpan(0, read));
        var (encoding, note) = guess.Result();
        return (encoding, note, null);
    }

    /// <summary>By zeros in every other byte and nowhere else.</summary>
    private static TextEncoding? UnmarkedUtf16(ReadOnlySpan<byte> head)
    {
        Span<int> zeros = [0, 0];
        for (var at = 0; at < head.Length; at++)
            zeros[at & 1] += head[at] == 0 ? 1 : 0;
        if ((zeros[0] + zeros[1]) * 5 < head.Length * 2)
            return null;
        return zeros[0] == 0 ? TextEncoding.Utf16LittleEndian : zeros[1] == 0 ? TextEncoding.Utf16BigEndian : null;
    }

    /// <summary>The beginning of the file as UTF-8, up to the end of a line.</summary>
    private static async Task<byte[]> PieceAsync(
        RereadableStream copy, TextEncoding encoding, CancellationToken cancellationToken)
    {
        copy.Rewind();
        await using var source = await TextSource.OpenAsync(copy.Stream, encoding, cancellationToken);
        var piece = new byte[PieceLength];
        var read = await source.ReadAsync(piece, cancellationToken);
        var end = read < piece.Length ? read : piece.AsSpan().LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        return piece[..(end > 0 ? end : read)];
    }

    private static async Task<FileShape> ShapeAsync(
        RereadableStream copy, FileLayout layout, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(copy, layout, cancellationToken);
        var reader = await layout.ReaderAsync(source, cancellationToken);
        return await FileShape.OfAsync(reader, layout, cancellationToken);
    }

    private static async Task<(List<InferredColumn> Columns, long Rows)> ReadAsync(
        RereadableStream copy, FileLayout layout, CancellationToken cancellationToken)
    {
        await using var source = await OpenAsync(copy, layout, cancellationToken);
        var reader = await layout.ReaderAsync(source, cancellationToken);
        var (block, texts) = (new RowBlock(), new CellText(layout.Dialect));
        var columns = layout.Names.Select(name => new InferredColumn(name)).ToList();
        long rows = 0;
        while (await reader.ReadAsync(block, cancellationToken))
        {
            for (var row = 0; row < block.Rows; row++)
            {
                if (!FileLayout.Fits(block, row, columns.Count) || layout.IsHeader(block.Raw(row)))
                    continue;
                rows++;
                for (var place = 0; place < columns.Count; place++)
                    columns[place].Add(texts.Unquote(block.Field(row, place), block.Flags[row]));
            }
        }
        return (columns, rows);
    }

    private static Task<TextSource> OpenAsync(RereadableStream copy, FileLayout layout, CancellationToken cancellationToken)
    {
        copy.Rewind();
        return TextSource.OpenAsync(copy.Stream, TextEncoding.Of(layout.Dialect.Encoding)!, cancellationToken);
    }
}
