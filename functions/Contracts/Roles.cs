using System.Text.Json.Serialization;
using ReapFunctions.Contracts.Enquiries;
using ReapFunctions.Contracts.Finding;
using ReapFunctions.Contracts.References;

namespace ReapFunctions.Contracts;

/// <summary>
/// A column and the values of it that count. Flags compare as <c>true</c> and <c>false</c>.
/// </summary>
/// <param name="MissingCounts">
/// Whether a missing cell counts. Null (default): for who is not to be sold to (<c>vulnerable</c>, <c>openComplaint</c>,
/// <c>stops</c>) it does, for all else it does not.
/// </param>
public sealed record FieldIs(string Field, IReadOnlyList<string> Is, bool? MissingCounts = null);

/// <summary>Consent to be contacted on a channel: by a column, or assumed where it is recorded elsewhere.</summary>
public sealed record ConsentRole
{
    /// <summary>The column; null when <see cref="Assumed"/>.</summary>
    public string? Field { get; init; }

    /// <summary>Values that mean yes. Anything else, and missing, means no.</summary>
    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>True when every customer of the source has consented, as established outside the extract.</summary>
    public bool Assumed { get; init; }
}

/// <summary>
/// What the columns of a source mean to ReapFunctions: the <c>reap</c> section of a contract. Every name is a field of the
/// contract's schema, or a column that the customers get from a reference or a detail source.
/// </summary>
public sealed record Roles
{
    /// <summary>The channel of a customer who calls in, which nobody need agree to: no consent is called so.</summary>
    internal const string Inbound = "inbound";

    /// <summary>The column that identifies a customer; left out of references and enquiries alone.</summary>
    public string CustomerId { get; init; } = "";

    /// <summary>True (default) when a drop is complete only with this source.</summary>
    public bool Required { get; init; } = true;

    /// <summary>What several files of one date come to; default <see cref="FileRule.Replace"/>.</summary>
    public FileRule Files { get; init; }

    /// <summary>
    /// The time of day by which the extract of a date must be clean on the day after that date, in UTC, such as <c>05:00</c>;
    /// null (default) when nobody waits for it.
    /// </summary>
    public string? Deadline { get; init; }

    /// <summary>The customer's segment; null when the source has none.</summary>
    public string? Segment { get; init; }

    /// <summary>Months since acquisition.</summary>
    public string? TenureMonths { get; init; }

    /// <summary>The date of acquisition, where there is no tenure column.</summary>
    public string? AcquiredOn { get; init; }

    /// <summary>How many months the customer's term still runs, 0 in its last, or the date on which it ends; missing without a
    /// term.</summary>
    public string? TermEnds { get; init; }

    /// <summary>The channel by which a customer was won; null when the source does not say.</summary>
    public string? AcquiredBy { get; init; }

    /// <summary>Who is still a customer; null when everybody in the extract is.</summary>
    public FieldIs? Active { get; init; }

    /// <summary>By product: who holds it.</summary>
    public IReadOnlyDictionary<string, FieldIs> Holdings { get; init; } = new Dictionary<string, FieldIs>();

    /// <summary>By channel: who may be contacted. A channel that is not named has no consent from anybody.</summary>
    public IReadOnlyDictionary<string, ConsentRole> Consents { get; init; } = new Dictionary<string, ConsentRole>();

    /// <summary>Who has a complaint open.</summary>
    public FieldIs? OpenComplaint { get; init; }

    /// <summary>Who needs special care and is never sold to.</summary>
    public FieldIs? Vulnerable { get; init; }

    /// <summary>By name, such as <c>deceased</c> or <c>disputed</c>: who is never sold to for another reason.</summary>
    public IReadOnlyDictionary<string, FieldIs> Stops { get; init; } = new Dictionary<string, FieldIs>();

    /// <summary>
    /// Revenue and cost measures by name, such as <c>revenue.monthly</c>, <c>contacts.call</c>, <c>badDebt</c>: the column that
    /// holds each.
    /// </summary>
    public IReadOnlyDictionary<string, string> Measures { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns known only after the event: never features of a model.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Personal data: dropped by cleaning, masked in rejects.</summary>
    public IReadOnlyList<string> Personal { get; init; } = [];

    /// <summary>
    /// By column of <see cref="Personal"/>: what customers are found by, in a source of customers, or recognised by in one of
    /// enquiries. Clean rows keep a salted hash of it and nothing else.
    /// </summary>
    public IReadOnlyDictionary<string, FindBy> FindBy { get; init; } = new Dictionary<string, FindBy>();

    /// <summary>
    /// The column of <see cref="Personal"/> in which a customer names who referred them, by the id of that customer; null
    /// (default) where nobody is asked. Clean rows keep a salted hash of it and nothing else.
    /// </summary>
    public string? ReferredBy { get; init; }

    /// <summary>Columns that stay in the snapshot but are no features of a model.</summary>
    public IReadOnlyList<string> NotFeatures { get; init; } = [];

    /// <summary>A file with a larger share of rejects is refused as a whole; 0 to 1, default 0.2.</summary>
    public double MaxRejectShare { get; init; } = 0.2;

    /// <summary>The repairs allowed; null (default) allows all.</summary>
    public IReadOnlyList<RepairRule>? Repairs { get; init; }

    /// <summary>
    /// Formats tried, in order, when a date is not in its field's own: patterns such as <c>%d/%m/%Y</c>. Default: those that
    /// cannot be misread.
    /// </summary>
    public IReadOnlyList<string> DateFormats { get; init; } = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y"];

    /// <summary>
    /// How rows become columns of their customers, for a source that has several rows for one; null for a source of customers.
    /// </summary>
    public DetailRole? Detail { get; init; }

    /// <summary>How others look rows up, for a source whose rows are of no customer; null for all others.</summary>
    public ReferenceRole? Reference { get; init; }

    /// <summary>What the columns of enquiries mean, for a source of who asked and is no customer yet; null for all
    /// others.</summary>
    public EnquiryRole? Enquiries { get; init; }

    /// <summary>By column that holds the key of a reference: which of its columns the rows get.</summary>
    public IReadOnlyDictionary<string, ReferenceKey> RefersTo { get; init; } = new Dictionary<string, ReferenceKey>();

    /// <summary>What happens to rows of the same primary key; default <see cref="DuplicateRule.KeepFirst"/>.</summary>
    public DuplicateRule Duplicates { get; init; } = DuplicateRule.KeepFirst;

    /// <summary>Whether its rows are the customers, one row each.</summary>
    [JsonIgnore]
    internal bool HasCustomers => Detail is null && Reference is null && Enquiries is null;

    /// <summary>Whether its rows are people, one row each, who agree to be contacted: customers, or who asked.</summary>
    [JsonIgnore]
    internal bool HasPeople => HasCustomers || Enquiries is not null;

    /// <summary>The column that says whose a row is: a customer's, of a reference its key, of an enquiry its id.</summary>
    [JsonIgnore]
    internal string RowId => Reference?.Key ?? Enquiries?.Id ?? CustomerId;

    /// <summary>Columns in which a cell says whose a row is: a customer erased by an id in any of them loses the row.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> OwnerIds => Enquiries?.Became is { } became ? [RowId, became] : [RowId];

    /// <summary>Whether clean rows keep a hash in place of what the column says.</summary>
    internal bool IsHashed(string column) => FindBy.ContainsKey(column) || column == ReferredBy;

    /// <summary>The columns that its rows get from references.</summary>
    [JsonIgnore]
    internal IEnumerable<string> Joined => RefersTo.Values.SelectMany(key => key.Columns.Keys);

    /// <summary>Columns that say no more than a field: what is looked up by it.</summary>
    internal IEnumerable<string> LookedUpBy(string field) => RefersTo.GetValueOrDefault(field)?.Columns.Keys ?? [];

    /// <summary>The field by which a column is looked up; null for a column of the source itself.</summary>
    internal string? KeyOf(string column) => RefersTo.FirstOrDefault(key => key.Value.Columns.ContainsKey(column)).Key;

    /// <summary>
    /// Fields that decide by other files of the portfolio: those that rules, routes, weights, tiers, costs and labels name.
    /// </summary>
    [JsonIgnore]
    internal IReadOnlySet<string> Decisive { get; init; } = new HashSet<string>();

    /// <summary>
    /// Whether a field decides about a customer: who it is, who may be sold to what by whom, what is held, worth, counted or
    /// learned. Of all others no more than features of models depend on them.
    /// </summary>
    internal bool Decides(string field) =>
        new[] { Active, OpenComplaint, Vulnerable }.Concat(Holdings.Values).Concat(Stops.Values)
            .Any(role => role?.Field == field)
        || Consents.Values.Any(consent => consent.Field == field)
        || new[] { Segment, TenureMonths, AcquiredOn, TermEnds }.Contains(field)
        || Labels.Contains(field) || Measures.Values.Contains(field)
        || Detail?.Reads(field) == true || Decisive.Contains(field)
        || (RefersTo.TryGetValue(field, out var key) && key.Columns.Keys.Any(Decides));
}
