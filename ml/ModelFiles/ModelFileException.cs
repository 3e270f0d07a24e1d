namespace ReapFunctions.Ml.ModelFiles;

/// <summary>A model file cannot be read; the message names the entry and the fault, and says what to do.</summary>
/// <param name="message">The entry, the fault, the remedy.</param>
/// <param name="inner">What went wrong underneath.</param>
public sealed class ModelFileException(string message, Exception? inner = null) : Exception(message, inner);
