namespace ReapFunctions.Ml.ModelFiles;

/// <summary>A model file cannot be read; the message names the entry and the fault, and says what to do.</summary>
public sealed class ModelFileException : Exception
{
    /// <param name="message">The entry, the fault, the remedy.</param>
    public ModelFileException(string message) : base(message)
    {
    }

    /// <param name="message">The entry, the fault, the remedy.</param>
    /// <param name="inner">What went wrong underneath.</param>
    public ModelFileException(string message, Exception inner) : base(message, inner)
    {
    }
}
