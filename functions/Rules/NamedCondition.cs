namespace ReapFunctions.Rules;

/// <summary>Customers by what holds of them, under a name.</summary>
public sealed record NamedCondition(string Name, Condition When);
