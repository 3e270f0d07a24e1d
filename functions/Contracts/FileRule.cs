namespace ReapFunctions.Contracts;

/// <summary>What several files of one source and date come to.</summary>
public enum FileRule
{
    /// <summary>The file uploaded last takes the place of those before: the way to correct a file.</summary>
    Replace,

    /// <summary>
    /// Files of different names add up, such as one an hour. A file is corrected under its own name. Of customers in several
    /// files the file uploaded last counts.
    /// </summary>
    Add,
}
