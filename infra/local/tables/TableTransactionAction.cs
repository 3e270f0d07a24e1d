namespace Azure.Data.Tables;

/// <summary>One action of a transaction: all of them succeed, or none.</summary>
public class TableTransactionAction
{
    /// <summary>An unconditional action.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on the version <paramref name="etag"/>; without one an update inserts what is missing.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The entity it is done to.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that the entity must have; the default asks for none.</summary>
    public ETag ETag { get; }
}
