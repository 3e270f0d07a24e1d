using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReapFunctions.Care;
using ReapFunctions.Offers;
using ReapFunctions.Offers.Effects;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards.Plans;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Scorecards.Digests;

/// <summary>An offer as a digest names it.</summary>
/// <param name="Product">Place of its product among the digest's products; -1 for none.</param>
internal sealed record DigestOffer(string Name, string? Target, int Product, bool Care);

/// <summary>
/// What later runs need to know of this one: per customer the value, decile, segment, holdings, control group and best offer. A
/// pure function of the bucket, so runs can be compared in whatever order they came.
/// </summary>
/// <param name="Segments">The first 63 by name; customers of others are of none.</param>
/// <param name="Targets">Those scored, the first eight by name; null in a digest from before it had amounts and chances.</param>
internal sealed record RunDigest(
    IReadOnlyList<string> Products, IReadOnlyList<DigestOffer> Offers, IReadOnlyList<string> Segments,
    IReadOnlyList<string>? Targets, DigestRow[] Rows)
{
    private const int MaxSegments = 63;

    /// <param name="Segments">Null in digests from before they had them.</param>
    /// <param name="Targets">The same.</param>
    /// <param name="Causes">Null in digests of portfolios without care.json; with them, behind the rows stands what is known of
    /// each customer's dissatisfaction.</param>
    /// <param name="Groups">Null in digests of portfolios without a plan by group; with them, behind all else stands the group
    /// of each customer.</param>
    /// <param name="ControlShare">Null in digests from before they had it.</param>
    /// <param name="ContactGroups">The same; with them, behind all else stands the one of each customer.</param>
    private sealed record Head(
        IReadOnlyList<string> Products, IReadOnlyList<DigestOffer> Offers, IReadOnlyList<string>? Segments,
        IReadOnlyList<string>? Targets, int Rows, IReadOnlyList<string>? Causes = null, IReadOnlyList<string>? Recoveries = null,
        IReadOnlyList<string>? Groups = null, double? ControlShare = null, IReadOnlyList<string>? ContactGroups = null);

    private static readonly DigestCare NoCare = new(0, DigestCare.NoRecovery);

    /// <summary>Causes of dissatisfaction, in the order of <see cref="DigestCare.Causes"/>; none without care.json.</summary>
    public IReadOnlyList<string> Causes { get; internal init; } = [];

    /// <summary>Pro-active rules of recovery, in the order of <see cref="DigestCare.Recovery"/>.</summary>
    public IReadOnlyList<string> Recoveries { get; internal init; } = [];

    /// <summary>By row; empty without care.json.</summary>
    public DigestCare[] Care { get; internal init; } = [];

    /// <summary>The groups of the plan, those in none last; none in a portfolio without a plan by group.</summary>
    public IReadOnlyList<string> Groups { get; internal init; } = [];

    /// <summary>By row: its group, by its place among <see cref="Groups"/>; empty without a plan.</summary>
    public byte[] GroupPlaces { get; internal init; } = [];

    /// <summary>The groups of customers by how contacts move them, others last; none in older digests.</summary>
    public IReadOnlyList<string> ContactGroups { get; internal init; } = [];

    /// <summary>By row: its place among <see cref="ContactGroups"/>.</summary>
    public byte[] ContactPlaces { get; internal init; } = [];

    /// <summary>The share of customers that was drawn into the control group; null where it was not kept.</summary>
    public double? ControlShare { get; internal init; }

    /// <summary>
    /// Keys of customers of the run's extract whose rows were rejected: nobody has seen them leave. Of no digest that is written.
    /// </summary>
    public IReadOnlySet<ulong> NotKept { get; internal init; } = FrozenSet<ulong>.Empty;

    /// <summary>The group of a customer by how contacts move them.</summary>
    public string ContactGroupOf(int row) => ContactPlaces.Length > 0 ? ContactGroups[ContactPlaces[row]] : ContactGroup.Others;

    /// <summary>What a customer was to leave by; NaN where no model of the target told.</summary>
    public float ChanceOf(DigestRow row, string? target)
    {
        for (var place = 0; place < (Targets?.Count ?? 0); place++)
        {
            if (Targets![place] == target)
                return row.Chances[place];
        }
        return float.NaN;
    }

    /// <summary>Whether customers of no segment here have none.</summary>
    public bool NamesAllSegments => Segments.Count < MaxSegments;

    /// <summary>What is known of a customer's dissatisfaction.</summary>
    public DigestCare CareOf(int row) => Care.Length > 0 ? Care[row] : NoCare;

    public static string BlobName(RunId run, int bucket) => $"{run}/digest/{bucket:D3}.bin";

    public static RunDigest Make(ScoredSnapshot scored, Decisions decisions, DecisionOptions config)
    {
        string[] products = [.. config.Roles.Holdings.Keys.Order(StringComparer.Ordinal).Take(32)];
        DigestOffer[] offers = [.. config.Offering.Offers.Where(offer => offer.Kind != OfferKind.Service)
            .Select(offer => new DigestOffer(offer.Name, offer.Target, Array.IndexOf(products, offer.Product), offer.IsCare))];
        var columns = new RoleColumns(scored.Customers, config.Roles);
        var held = products.Select(product => columns.Flags(config.Roles.Holdings[product])).ToArray();
        var place = offers.Select((offer, i) => (offer.Name, i))
            .ToDictionary(numbered => numbered.Name, numbered => (byte)numbered.i, StringComparer.Ordinal);
        string[] segments = [.. decisions.Values.Select(value => value.Segment).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal).Take(MaxSegments)];
        string[] targets = [.. scored.Scores.Keys.Order(StringComparer.Ordinal).Take(DigestChances.Most)];
        var contacts = new EfficientContacts(config.Offering);
        var catalogue = config.Offering.Offers.ToDictionary(offer => offer.Name, StringComparer.Ordinal);
        var rows = new DigestRow[decisions.Values.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = Row(decisions.Values[row], decisions.Offers[row], Holdings(held, row), segments, place) with
            {
                Chances = ChancesOf(scored, targets, row),
                Ways = WaysOf(
                    contacts.Of(decisions.Offers[row] with { Control = false }),
                    offer => PromiseTime.Of(catalogue[offer.Name], config, decisions.Values[row])),
            };
        var (causes, recoveries, care) = config.Care is { } options ? CareRows(options, scored, decisions) : ([], [], []);
        string[] contactGroups = [.. config.Offering.ContactGroups.Select(group => group.Name).Append(ContactGroup.Others)];
        return new RunDigest(products, offers, segments, targets, rows)
        {
            Causes = causes,
            Recoveries = recoveries,
            Care = care,
            ControlShare = config.Offering.Control.Share,
            Groups = config.GroupPlan?.Names ?? [],
            GroupPlaces = config.GroupPlan is not { } plan ? []
                : [.. decisions.Values.Select(value => (byte)plan.PlaceOf(value.Segment, value.Band))],
            ContactGroups = contactGroups,
            ContactPlaces = [.. decisions.Offers.Select(offer => (byte)Array.IndexOf(contactGroups, offer.ContactGroup))],
        };
    }

    private static (string[] Causes, string[] Recoveries, DigestCare[] Care) CareRows(
        CareOptions options, ScoredSnapshot scored, Decisions decisions)
    {
        string[] causes = [.. options.Causes.Keys.Order(StringComparer.Ordinal), CareOptions.Unknown];
        string[] recoveries = [.. options.Recovery.Where(rule => rule.Proactive).Select(rule => rule.Name)];
        var bits = scored.Cases.GroupBy(found => found.CustomerId, StringComparer.Ordinal).ToDictionary(
            cases => cases.Key,
            cases => cases.Aggregate(0UL, (all, found) => all | 1UL << Array.IndexOf(causes, options.Known(found.Cause))),
            StringComparer.Ordinal);
        return (causes, recoveries, [.. decisions.Offers.Select(offer => new DigestCare(
            bits.GetValueOrDefault(offer.CustomerId),
            Array.IndexOf(recoveries, offer.ComparedBy) is >= 0 and < 255 and var place
                ? (byte)place
                : DigestCare.NoRecovery))]);
    }

    /// <summary>
    /// A line of JSON, then the rows as they lie in memory, little-endian, and behind them those of care and both groups.
    /// </summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(
            new Head(
                Products, Offers, Segments, Targets, Rows.Length, Causes.Count > 0 ? Causes : null,
                Causes.Count > 0 ? Recoveries : null, Groups.Count > 0 ? Groups : null, ControlShare,
                ContactGroups.Count > 0 ? ContactGroups : null),
            RecordJson.Options);
        await output.WriteAsync(head, cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await output.WriteAsync(MemoryMarshal.AsBytes(Rows.AsSpan()).ToArray(), cancellationToken);
        await output.WriteAsync(MemoryMarshal.AsBytes(Care.AsSpan()).ToArray(), cancellationToken);
        await output.WriteAsync(GroupPlaces, cancellationToken);
        await output.WriteAsync(ContactPlaces, cancellationToken);
    }

    /// <exception cref="FormatException">Not a digest, or not all of it.</exception>
    public static RunDigest Read(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf((byte)'\n');
        var head = line < 0 ? null : JsonSerializer.Deserialize<Head>(bytes[..line], RecordJson.Options);
        var body = bytes[(line + 1)..];
        if (head is { Targets: null } && body.Length == head.Rows * Marshal.SizeOf<DigestRow.Older>())
            return new RunDigest(
                head.Products, head.Offers, head.Segments ?? [], null,
                Array.ConvertAll(MemoryMarshal.Cast<byte, DigestRow.Older>(body).ToArray(), older => new DigestRow(older)));
        var (own, care, groups, contacts) = (
            head?.Rows * Marshal.SizeOf<DigestRow>() ?? 0,
            head?.Causes is null ? 0 : head.Rows * Marshal.SizeOf<DigestCare>(),
            head?.Groups is null ? 0 : head.Rows,
            head?.ContactGroups is null ? 0 : head.Rows);
        if (head is not { Targets: { } targets } || body.Length != own + care + groups + contacts)
            throw new FormatException("The digest of a run is not complete. Make the run again: POST /api/runs/{run}/retry.");
        return new RunDigest(
            head.Products, head.Offers, head.Segments ?? [], targets, MemoryMarshal.Cast<byte, DigestRow>(body[..own]).ToArray())
        {
            ControlShare = head.ControlShare,
            Causes = head.Causes ?? [],
            Recoveries = head.Recoveries ?? [],
            Care = MemoryMarshal.Cast<byte, DigestCare>(body.Slice(own, care)).ToArray(),
            Groups = head.Groups ?? [],
            GroupPlaces = body.Slice(own + care, groups).ToArray(),
            ContactGroups = head.ContactGroups ?? [],
            ContactPlaces = body[(own + care + groups)..].ToArray(),
        };
    }

    /// <summary>Whether a customer of the digest holds a product; false for one that the digest does not know.</summary>
    public bool Holds(DigestRow row, string product) => Holds(row, Products, product);

    /// <inheritdoc cref="Holds(DigestRow, string)"/>
    /// <param name="order">The products in the order of the row's holdings.</param>
    public static bool Holds(DigestRow row, IReadOnlyList<string> order, string product)
    {
        for (var place = 0; place < order.Count; place++)
        {
            if (order[place] == product)
                return (row.Holdings & (1u << place)) != 0;
        }
        return false;
    }

    /// <summary>The digest without a customer who is erased.</summary>
    public RunDigest Without(string customerId)
    {
        var key = KeyOf(customerId);
        return this with
        {
            Rows = [.. Rows.Where(row => row.Key != key)],
            Care = [.. Care.Where((_, row) => Rows[row].Key != key)],
            GroupPlaces = [.. GroupPlaces.Where((_, row) => Rows[row].Key != key)],
            ContactPlaces = [.. ContactPlaces.Where((_, row) => Rows[row].Key != key)],
        };
    }

    private static DigestRow Row(
        ValueRecord value, OfferRecord offer, uint holdings, string[] segments, Dictionary<string, byte> place) => new()
        {
            Key = KeyOf(value.CustomerId),
            Cents = Cents(value.Current),
            Holdings = holdings,
            Decile = (byte)value.Decile,
            Flags = (byte)((value.Active ? 1 : 0) | (offer.Control ? 2 : 0) | (Array.IndexOf(segments, value.Segment) + 1) << 2),
            Best = offer.Offers.Count > 0 ? place[offer.Offers[0].Name] : DigestRow.NoOffer,
            Propensity = offer.Offers.Count > 0 ? (byte)Math.Round(Math.Clamp(offer.Offers[0].Factors.P, 0, 1) * 255) : (byte)0,
            Revenue = Cents(value.Revenue),
            CostToServe = Cents(value.CostToServe),
            Lifetime = Cents(value.Lifetime ?? 0),
            Months = (float)(value.DiscountedMonths ?? 0),
            PriceLevel = (float)value.PriceLevel,
        };

    private static long Cents(double amount) => (long)Math.Round(amount * 100);

    private static DigestChances ChancesOf(ScoredSnapshot scored, string[] targets, int row)
    {
        var chances = new DigestChances();
        for (var target = 0; target < targets.Length; target++)
            chances[target] = scored.Scores[targets[target]].Propensity[row];
        return chances;
    }

    private static ContactWays WaysOf(IReadOnlyList<ContactChoice> choices, Func<KeptOffer, PromiseTime> timeOf)
    {
        var (ways, before) = (new ContactWays(), default(ContactChoice));
        for (var way = 0; way < Math.Min(choices.Count, ContactWays.Most); way++)
        {
            var choice = choices[way];
            ways[way] = new DigestWay(
                PlanStep.GradeOf(EfficientContacts.Return(before, choice)), choice.Offer.Lever,
                timeOf(choice.Offer), choice.Promised);
            before = choice;
        }
        return ways;
    }

    private static uint Holdings(bool[][] held, int row)
    {
        var mask = 0u;
        for (var i = 0; i < held.Length; i++)
            mask |= held[i][row] ? 1u << i : 0;
        return mask;
    }

    internal static ulong KeyOf(string customerId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(customerId), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
