namespace ReapFunctions.Local.Azurite;

/// <summary>Azurite could not be installed or started. The message says what is missing and what to do.</summary>
public sealed class AzuriteException : Exception
{
    public AzuriteException(string message) : base(message)
    {
    }

    public AzuriteException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
