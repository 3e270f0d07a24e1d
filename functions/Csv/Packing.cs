namespace ReapFunctions.Csv;

/// <summary>What an uploaded file is packed in, by its first bytes.</summary>
internal enum Packing
{
    None,
    Gzip,

    /// <summary>A zip archive with one file.</summary>
    Zip,
}
