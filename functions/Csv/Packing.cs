namespace ReapFunctions.Csv;

/// <summary>What an uploaded file is packed in, by its first bytes.</summary>
internal enum Packing
{
    None,
    Gzip,

    /// <summary>A zip archive with one file.</summary>
    Zip,

    /// <summary>A Parquet file, whose rows are read as delimited text.</summary>
    Parquet,
}
