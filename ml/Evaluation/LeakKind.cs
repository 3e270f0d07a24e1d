namespace ReapFunctions.Ml.Evaluation;

/// <summary>What gives a leaking feature away.</summary>
public enum LeakKind
{
    /// <summary>It is named as known only after the event.</summary>
    KnownAfterwards,

    /// <summary>Alone it ranks better than any honest feature does.</summary>
    ImplausibleAuc,

    /// <summary>It never varies among the rows of one label.</summary>
    ConstantWithinLabel,

    /// <summary>Alone it ranks well enough to want a second look.</summary>
    SuspiciousAuc,
}
