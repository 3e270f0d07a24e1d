namespace ReapFunctions.Enquiries;

/// <summary>What the enquiries of one person make of one of them.</summary>
/// <param name="First">The id of the first that they asked, by which the control group is drawn.</param>
/// <param name="Number">The same for all of which one counts for others; null for one that is alone.</param>
/// <param name="Newer">The place of the one that counts in its stead; null for one that counts.</param>
/// <param name="IsAfter">Whether they were a customer, by another of their enquiries, before they asked this.</param>
internal readonly record struct OfPerson(string First, int? Number, int? Newer, bool IsAfter);

/// <summary>Which enquiries are of one person, and which of them counts.</summary>
/// <remarks>
/// <code>
///   E1 a@x  -        one person: they share the hash of an e-mail or a phone, or have become the same customer
///   E2 a@x  555
///   E3 -    555      the newest counts; of a customer the latest before they became it, which has won them
/// </code>
/// Where two customers share a hash, as in a family, each has their own enquiries, and who is none yet asks by themselves. A hash
/// that too many share is nobody's.
/// </remarks>
internal static class SamePerson
{
    /// <summary>Of so many it is a placeholder, or the line of a shop.</summary>
    private const int MaxShared = 10;

    /// <summary>Names the customer whom another enquiry of the person is known to have become.</summary>
    /// <param name="known">By enquiry: who is found among the customers; takes those found by this.</param>
    public static IReadOnlyList<Enquiry> Recognise(
        IReadOnlyList<Enquiry> enquiries, Dictionary<string, RecognisedCustomer> known)
    {
        var made = enquiries.ToArray();
        foreach (var together in Together(enquiries).Where(places => places.Length > 1))
        {
            int[] customers = [.. together.Where(place => CustomerOf(enquiries[place], known) is not null)];
            if (customers.Length == 0 || customers.Select(place => CustomerOf(enquiries[place], known)).Distinct().Count() > 1)
                continue;
            var customer = CustomerOf(enquiries[customers[0]], known)!;
            var joined = customers.Min(place => enquiries[place].BecameOn);
            foreach (var place in together.Except(customers))
            {
                if (enquiries[place].AskedOn <= joined)
                    made[place] = enquiries[place] with { Became = customer, BecameOn = joined };
                else
                    known[enquiries[place].Id] = joined is null
                        ? known[enquiries[customers[0]].Id]
                        : new RecognisedCustomer(customer, null);
            }
        }
        return made;
    }

    /// <param name="enquiries">As <see cref="Recognise"/> gives them.</param>
    /// <param name="lives">By place: how long each was open.</param>
    /// <returns>By place.</returns>
    public static OfPerson[] Of(
        IReadOnlyList<Enquiry> enquiries, IReadOnlyDictionary<string, RecognisedCustomer> known,
        IReadOnlyList<EnquiryLife?> lives, DateOnly asOf)
    {
        var found = new OfPerson[enquiries.Count];
        var persons = Together(enquiries).SelectMany((places, number) => places.Select(place => (Place: place, Number: number)))
            .GroupBy(
                asked => CustomerOf(enquiries[asked.Place], known) is { } id ? (id, -1) : ("", asked.Number),
                asked => asked.Place);
        foreach (var person in persons)
        {
            int[] places = [.. person.OrderBy(place => enquiries[place].AskedOn)
                .ThenBy(place => enquiries[place].Id, StringComparer.Ordinal)];
            var isOfCustomer = person.Key.Item2 < 0;
            int[] counting = [.. isOfCustomer
                ? BeforeJoining(places, enquiries, lives)
                : places.Where(place => enquiries[place].AskedOn <= asOf)];
            foreach (var place in places)
            {
                var counts = counting.Contains(place);
                found[place] = new OfPerson(
                    enquiries[places[0]].Id, counts && counting.Length > 1 ? counting[^1] : null,
                    counts && place != counting[^1] ? counting[^1] : null, isOfCustomer && !counts);
            }
        }
        return found;
    }

    /// <summary>Those that a customer asked before they were one, in their order.</summary>
    private static IEnumerable<int> BeforeJoining(
        int[] places, IReadOnlyList<Enquiry> enquiries, IReadOnlyList<EnquiryLife?> lives)
    {
        int[] won = [.. places.Where(place => lives[place]?.Won == true)];
        var joined = won.Min(place => (DateOnly?)enquiries[place].AskedOn.AddDays(lives[place]!.Value.Days));
        return won.Where(place => enquiries[place].AskedOn <= joined);
    }

    private static string? CustomerOf(Enquiry enquiry, IReadOnlyDictionary<string, RecognisedCustomer> known) =>
        enquiry.Became ?? known.GetValueOrDefault(enquiry.Id)?.Id;

    /// <summary>Places of enquiries that share hashes, each once.</summary>
    private static IReadOnlyList<int[]> Together(IReadOnlyList<Enquiry> enquiries)
    {
        int[] root = [.. Enumerable.Range(0, enquiries.Count)];
        var sharing = Enumerable.Range(0, enquiries.Count)
            .SelectMany(place => enquiries[place].Finders.Distinct().Select(finder => (finder, place)))
            .GroupBy(shared => shared.finder, shared => shared.place, StringComparer.Ordinal).Select(places => places.ToArray())
            .Where(places => places.Length is > 1 and <= MaxShared);
        foreach (var places in sharing)
        {
            foreach (var place in places[1..])
                root[Math.Max(Root(places[0]), Root(place))] = Math.Min(Root(places[0]), Root(place));
        }
        return [.. Enumerable.Range(0, root.Length).GroupBy(Root).Select(same => same.ToArray())];

        int Root(int place)
        {
            while (root[place] != place)
                place = root[place] = root[root[place]];
            return place;
        }
    }
}
