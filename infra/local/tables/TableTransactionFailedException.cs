using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction failed and changed nothing.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the failure of the action that brought the transaction down.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        if (int.TryParse(requestFailedException.Data[TableErrors.FailedIndex] as string, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>The 0-based index of the action that failed; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
