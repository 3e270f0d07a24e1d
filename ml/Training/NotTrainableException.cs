namespace ReapFunctions.Ml.Training;

/// <summary>The data cannot teach a model; the message says why and what to do.</summary>
public sealed class NotTrainableException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    public NotTrainableException(string message) : base(message)
    {
    }
}
