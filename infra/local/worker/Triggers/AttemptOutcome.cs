namespace ReapFunctions.Local.Worker.Triggers;

/// <summary>How an attempt at a message ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The message is done with.</summary>
    Succeeded,

    /// <summary>It is tried again later, or is poison.</summary>
    Failed,

    /// <summary>The host stopped before the work was done: another may take the message at once.</summary>
    GivenBack,
}
