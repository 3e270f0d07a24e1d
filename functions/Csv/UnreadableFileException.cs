namespace ReapFunctions.Csv;

/// <summary>Why a packed file does not give its rows.</summary>
internal enum FileFault
{
    DamagedGzip,
    DamagedZip,
    DamagedParquet,

    /// <summary>A Parquet file with nested columns, types that are not read, or too much in a group of rows.</summary>
    UnfitParquet,

    /// <summary>A zip archive with no file or several, or one packed in a way that is not read.</summary>
    UnfitZip,

    /// <summary>A zip archive under a password.</summary>
    Encrypted,

    /// <summary>A workbook of a spreadsheet.</summary>
    Workbook,
}

/// <summary>A packed file that cannot be read; the same bytes never can.</summary>
internal sealed class UnreadableFileException(FileFault fault, string sentence) : Exception(sentence)
{
    /// <summary>What to do about a workbook of Excel or of another spreadsheet.</summary>
    public const string SaveWorkbook =
        "Open it, choose Save as, take CSV UTF-8 (comma delimited) as the type, one sheet a file, and upload that.";

    public FileFault Fault => fault;
}
