namespace ReapFunctions.Contracts;

/// <summary>What a column of a snapshot holds.</summary>
public enum ColumnKind
{
    /// <summary>Text, or a category.</summary>
    Text,

    /// <summary>A number; missing is NaN.</summary>
    Number,

    /// <summary>Yes or no: 1 or 0; missing is NaN.</summary>
    Flag,

    /// <summary>A date as <see cref="DateOnly.DayNumber"/>; missing is NaN.</summary>
    Date,
}
