namespace ReapFunctions.Local.Reap.Generate;

/// <summary>What one generated extract of a detail source holds.</summary>
/// <param name="Lines">Lines under the header.</param>
/// <param name="Repairable">Of these, spoilt so that a named rule can repair them.</param>
/// <param name="Unusable">Of these, spoilt beyond that.</param>
/// <param name="WithoutCustomer">Of these, clean and of a customer that nobody knows.</param>
internal sealed record DetailSummary(string Source, long Lines, long Repairable, long Unusable, long WithoutCustomer);
