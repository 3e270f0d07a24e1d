namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>The contacts made, by customer and in order of time. Immutable, safe for use by several threads.</summary>
internal sealed class ContactLog
{
    public static readonly ContactLog Empty = new([]);

    private readonly Dictionary<long, Contact[]> byCustomer;

    /// <param name="contacts">In any order: that of one day is by offer and channel.</param>
    public ContactLog(IEnumerable<Contact> contacts)
    {
        byCustomer = contacts.GroupBy(contact => contact.Customer).ToDictionary(
            group => group.Key,
            group => group.OrderBy(contact => contact.Day).ThenBy(contact => contact.Offer).ThenBy(contact => contact.Channel)
                .ToArray());
    }

    /// <summary>These and more.</summary>
    public ContactLog With(IEnumerable<Contact> more) => new(byCustomer.Values.SelectMany(contacts => contacts).Concat(more));

    public int Count => byCustomer.Values.Sum(contacts => contacts.Length);

    /// <summary>Those with one customer, earliest first.</summary>
    public Contact[] Of(long customer) => byCustomer.Count == 0 ? [] : byCustomer.GetValueOrDefault(customer, []);
}
