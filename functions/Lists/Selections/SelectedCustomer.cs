namespace ReapFunctions.Lists.Selections;

/// <summary>A customer whom a selection chooses, or would have.</summary>
/// <param name="LeftOut">
/// Why they are not to be contacted: <c>control</c>, or the rule that refuses a contact now; null for who is.
/// </param>
internal sealed record SelectedCustomer(ListEntry Entry, string? LeftOut)
{
    public const string Control = "control";

    /// <summary>What contacting is expected to bring before its cost; nothing of who is not to be contacted.</summary>
    public double Gain => LeftOut is null ? Entry.Expected + Entry.Contact : 0;

    /// <summary>
    /// Whom a query chooses of a list. The control group, and who is refused a contact now, are chosen as if they were to be
    /// contacted: then those treated and those not differ by the draw alone.
    /// </summary>
    /// <param name="stored">The stored list from its beginning.</param>
    public static async IAsyncEnumerable<SelectedCustomer> OfAsync(
        Stream stored, ListQuery query, ListContacts contacts,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The least stands in front; nothing is kept here by propensity, the order of the list.
        var kept = new PriorityQueue<SelectedCustomer, ListEntry>(
            Comparer<ListEntry>.Create((left, right) => ListPage.ByValue.Compare(right, left)));
        var chosen = 0L;
        await foreach (var (found, _) in ListCsv.ReadStoredAsync(stored, 0, cancellationToken))
        {
            if (found.Propensity < query.Min || (!query.ByValue && chosen == query.Top))
                break;
            if (!query.AsksFor(found) || !query.HasConsent(found))
                continue;
            var entry = contacts.Priced(found);
            if (query.ByValue && entry.Expected <= 0)
                continue;
            var selected = new SelectedCustomer(entry, entry.Control ? Control : contacts.RefusedBy(entry));
            chosen += selected.LeftOut is null ? 1 : 0;
            if (!query.ByValue)
            {
                yield return selected;
                continue;
            }
            kept.Enqueue(selected, entry);
            while (chosen > query.Top)
                chosen -= kept.Dequeue().LeftOut is null ? 1 : 0;
        }
        foreach (var (selected, _) in kept.UnorderedItems.OrderBy(item => item.Priority, ListPage.ByValue))
            yield return selected;
    }
}
