namespace ReapFunctions.Snapshots.Referrals;

/// <summary>What became of the word of a customer who names somebody as having referred them.</summary>
public enum Referrer
{
    /// <summary>A customer, who is credited.</summary>
    Known,

    /// <summary>A customer who has left, and is credited all the same.</summary>
    Left,

    /// <summary>
    /// No customer of the drop: there is none of this id, or they left too long ago to be in the extract, or are erased. Nobody
    /// is credited.
    /// </summary>
    Unknown,

    /// <summary>The customer's own id: nobody is credited.</summary>
    Self,

    /// <summary>Somebody who came by this customer, with others in between or not: nobody of the circle is credited.</summary>
    Circle,
}

/// <summary>A customer who names who referred them.</summary>
/// <param name="Own">The hash of the own id.</param>
/// <param name="By">That of the one named.</param>
/// <param name="InWindow">Whether they came within the months that count.</param>
/// <param name="Active">Still a customer.</param>
public readonly record struct Referral(string CustomerId, UInt128 Own, UInt128 By, bool InWindow, bool Active);

/// <summary>A customer whom others name.</summary>
public readonly record struct NamedCustomer(string CustomerId, UInt128 Hash, bool Active);

/// <summary>What one customer brought by recommending us, and whether they came so themselves.</summary>
/// <param name="Came">Customers who came by this one within the months that count.</param>
/// <param name="Left">Those of them who have left since.</param>
/// <param name="Valued">Those whom the night before valued.</param>
/// <param name="Worth">Their value of 12 months in that night, in currency: the sum.</param>
/// <param name="CameBy">Who referred this customer, in a word; null for who came otherwise.</param>
public sealed record CustomerReferrals(
    string CustomerId, int Came, int Left, int Valued, double Worth, Referrer? CameBy);
