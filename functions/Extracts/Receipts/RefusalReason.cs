namespace ReapFunctions.Extracts.Receipts;

/// <summary>Why a whole file was refused. Closed.</summary>
public enum RefusalReason
{
    /// <summary>The path is not <c>{source}/{yyyy-MM-dd}/{file}.csv</c>, <c>.csv.gz</c>, <c>.zip</c> or
    /// <c>.parquet</c>.</summary>
    WrongPath,

    /// <summary>The folder of the date is no date.</summary>
    WrongDateFolder,

    /// <summary>The date is more than a day ahead.</summary>
    FutureDate,

    /// <summary>The date is before 1900.</summary>
    EarlyDate,

    /// <summary>No contract for the source.</summary>
    UnknownSource,

    /// <summary>No bytes, or only blank lines.</summary>
    EmptyFile,

    /// <summary>A header and nothing else.</summary>
    HeaderOnly,

    /// <summary>A required column is not in the header.</summary>
    MissingRequiredColumn,

    /// <summary>The header falls into columns by another character than the contract's.</summary>
    WrongDelimiter,

    /// <summary>Two columns of one name.</summary>
    DuplicateHeader,

    /// <summary>A gzip file that ends early or does not unpack.</summary>
    CorruptGzip,

    /// <summary>A zip archive that ends early or does not unpack.</summary>
    CorruptZip,

    /// <summary>A zip archive that does not hold one file, or packs it in a way that is not read.</summary>
    UnfitZip,

    /// <summary>A Parquet file that ends early or does not unpack.</summary>
    CorruptParquet,

    /// <summary>A Parquet file with nested columns, types that are not read, or too much in one group of rows.</summary>
    UnfitParquet,

    /// <summary>A file under a password.</summary>
    EncryptedFile,

    /// <summary>No text at all: a workbook, an archive, a picture.</summary>
    BinaryFile,

    /// <summary>A file of corrected rows that does not fit the file that it corrects.</summary>
    WrongCorrection,

    /// <summary>It unpacks to far more than an extract does, or has more columns than are read.</summary>
    TooLarge,

    /// <summary>There are as many files of the date as are taken.</summary>
    TooManyFiles,

    /// <summary>The customers' ids stand in so many rows each that they identify nobody.</summary>
    IdIdentifiesNobody,

    /// <summary>There is no file of a reference to check the rows by.</summary>
    MissingReference,

    /// <summary>More rows rejected than the contract allows, or all of them.</summary>
    TooManyRejects,
}

/// <summary>Why a file was refused, and what to do.</summary>
/// <param name="Sentence">For the one who uploaded it; ends with what to do.</param>
public sealed record Refusal(RefusalReason Reason, string Sentence);
