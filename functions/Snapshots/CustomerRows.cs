using ReapFunctions.Contracts;
using ReapFunctions.Contracts.References;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The customers of a drop with what references and detail sources add: the one place where the sources of a night are joined,
/// for scoring and for training alike. One bucket at a time, of whose details a few nights at a time are in memory.
/// </summary>
/// <param name="prices">By which what customers pay over the list is added; null where nobody knows them.</param>
public sealed class CustomerRows(CleanRowStore clean, PortfolioSources sources, ListPrices? prices = null)
{
    // Enough to hide the way to the storage account, few enough to stay small.
    private const int ExtractsAtOnce = 8;

    private string Id => sources.Snapshot.Roles.CustomerId;

    /// <param name="input">The extracts that take part.</param>
    /// <param name="buckets">Into how many buckets the run is split.</param>
    /// <param name="asOf">The date from which windows count back.</param>
    public async Task<BucketCustomers> ReadAsync(
        RunInput input, int bucket, int buckets, DateOnly asOf, CancellationToken cancellationToken) =>
        await ReadAsync(input, await ReferencesAsync(input, cancellationToken), bucket, buckets, asOf, cancellationToken);

    private async Task<BucketCustomers> ReadAsync(
        RunInput input, IReadOnlyDictionary<string, ReferenceTable> tables, int bucket, int buckets, DateOnly asOf,
        CancellationToken cancellationToken)
    {
        var references = new ReferenceJoin(tables, input);
        var (own, repeated) = sources.Customers is { } source
            ? await CustomersAsync(source, input, references, bucket, cancellationToken)
            : (null, 0);
        var customers = own is null ? new CustomerIndex() : new CustomerIndex(own[Id]);
        var counts = new List<DetailCount>();
        var withoutCustomer = new Dictionary<string, Dictionary<string, long>>();
        var joins = new List<DetailJoin>();
        foreach (var contract in sources.Details)
        {
            var join = new DetailJoin(customers, contract, asOf);
            var unknown = withoutCustomer[contract.Source] = [];
            var rows = new DetailReading(join, references, contract, bucket, buckets);
            var earlier = await AddAsync(rows, input.Earlier, null, cancellationToken);
            var drop = await AddAsync(rows, input.Drop, unknown, cancellationToken);
            counts.Add(new DetailCount(
                contract.Source, drop.Rows, drop.WithoutCustomer, drop.After, earlier.Rows, earlier.WithoutCustomer));
            joins.Add(join);
        }
        var columns = own?.Columns ?? [customers.ToColumn(Id)];
        var joined = new Snapshot([.. columns, .. joins.SelectMany(join => join.Build())], customers.Count);
        return new BucketCustomers(
            prices?.AddTo(joined, sources.Snapshot.Roles) ?? joined,
            new BucketInput(bucket, customers.Count, repeated, counts, references.Counts), withoutCustomer)
        {
            Cases = CustomerCase.Sorted(joins.SelectMany(join => join.Cases)),
        };
    }

    /// <summary>All cases of all sources that take part, whoever's they are.</summary>
    /// <param name="asOf">The date from which windows count back.</param>
    public async Task<IReadOnlyList<CustomerCase>> ReadCasesAsync(
        RunInput input, DateOnly asOf, CancellationToken cancellationToken)
    {
        var all = new List<CustomerCase>();
        foreach (var contract in sources.Details.Where(contract => contract.Roles.Detail!.Cases is not null))
        {
            var rows = new CaseRows(contract, asOf);
            var references = new ReferenceJoin(await ReferencesAsync(input, cancellationToken), input);
            var parts = input.Earlier.Concat(input.Drop)
                .Where(extract => extract.Source == contract.Source)
                .OrderBy(extract => extract.Date).ThenBy(extract => extract.UploadedAt)
                .SelectMany(extract => Enumerable.Range(0, extract.RowsByBucket.Count)
                    .Where(bucket => extract.RowsByBucket[bucket] > 0).Select(bucket => (extract, bucket)));
            foreach (var several in parts.Chunk(ExtractsAtOnce))
            {
                foreach (var snapshot in await Task.WhenAll(several.Select(part =>
                    clean.ReadAsync(part.extract, part.bucket, contract, cancellationToken))))
                    rows.Add(references.Add(snapshot, contract));
            }
            all.AddRange(rows.All);
        }
        return CustomerCase.Sorted(all);
    }

    /// <summary>
    /// By customer: the text of a column of the source of customers; nothing of who has none, or is not in the drop.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadTextsAsync(
        RunInput input, string name, IReadOnlyCollection<string> customers, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (sources.Customers is not { } source || customers.Count == 0)
            return texts;
        var wanted = customers.ToHashSet(StringComparer.Ordinal);
        var references = new ReferenceJoin(await ReferencesAsync(input, cancellationToken), input);
        var buckets = input.Drop.First(extract => extract.Source == source.Source).RowsByBucket.Count;
        foreach (var bucket in wanted.Select(id => CustomerKey.Bucket(id, buckets)).Distinct().Order())
        {
            var (own, _) = await CustomersAsync(source, input, references, bucket, cancellationToken);
            if (!own.TryGet(name, out var column))
                continue;
            for (var row = 0; row < own.Rows; row++)
            {
                if (own[Id].Text(row) is { } id && wanted.Contains(id) && column.Text(row) is { } text)
                    texts[id] = text;
            }
        }
        return texts;
    }

    /// <summary>The references that are there, whole.</summary>
    private async Task<IReadOnlyDictionary<string, ReferenceTable>> ReferencesAsync(
        RunInput input, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<string, ReferenceTable>(StringComparer.Ordinal);
        foreach (var contract in sources.References)
        {
            if (input.Reference(contract.Source) is { } extract)
                tables[contract.Source] = new ReferenceTable(
                    await clean.ReadAsync(extract, 0, contract, cancellationToken), contract.Roles.Reference!.Key);
        }
        return tables;
    }

    /// <summary>
    /// Whether rows of a detail source came for each customer in the days after <paramref name="asOf"/>: what a target learns
    /// from. Of the customers of <see cref="ReadAllAsync"/> for that date, in their order.
    /// </summary>
    /// <param name="source">A detail source.</param>
    /// <param name="days">The days in which rows are looked for.</param>
    /// <param name="where">The rows that count; null all.</param>
    public async Task<bool[]> ReadLaterAsync(
        RunInput input, Snapshot customers, string source, int days, RowsWhere? where, DateOnly asOf,
        CancellationToken cancellationToken)
    {
        var contract = sources.Details.First(detail => detail.Source == source);
        var count = new Aggregate { Kind = AggregateKind.Count, Days = days, Where = where };
        var detail = new DetailRole
        {
            Date = contract.Roles.Detail!.Date,
            Columns = new Dictionary<string, Aggregate> { ["later"] = count },
        };
        var later = contract with { Roles = contract.Roles with { Detail = detail } };
        var join = new DetailJoin(new CustomerIndex(customers[Id]), later, asOf.AddDays(days));
        var references = new ReferenceJoin(await ReferencesAsync(input, cancellationToken), input);
        foreach (var extract in input.Earlier.Concat(input.Drop).Where(extract => extract.Source == source))
        {
            for (var bucket = 0; bucket < extract.RowsByBucket.Count; bucket++)
            {
                if (extract.RowsByBucket[bucket] > 0)
                    join.Add(references.Add(await clean.ReadAsync(extract, bucket, contract, cancellationToken), contract));
            }
        }
        return Array.ConvertAll(join.Build().Single().Numbers.ToArray(), rows => rows > 0);
    }

    /// <summary>What a later drop says of customers, whatever the buckets it was split into.</summary>
    /// <param name="later">The extracts of the later drop.</param>
    /// <param name="customers">Those of <see cref="ReadAllAsync"/> for an earlier one.</param>
    public async Task<LaterCustomers> ReadLaterDropAsync(RunInput later, Snapshot customers, CancellationToken cancellationToken)
    {
        var index = new CustomerIndex(customers[Id]);
        var places = Enumerable.Repeat(LaterCustomers.Gone, customers.Rows).ToArray();
        foreach (var extract in later.Drop.Where(extract => extract.Source == sources.Customers!.Source))
        {
            foreach (var id in await clean.NotKeptAsync(extract, cancellationToken))
            {
                if (index.RowOf(id) is var row and >= 0)
                    places[row] = LaterCustomers.NotKept;
            }
        }
        var parts = new List<Snapshot>();
        var buckets = later.Drop.First(extract => extract.Source == sources.Snapshot.Source).RowsByBucket.Count;
        var found = 0;
        var references = new ReferenceJoin(await ReferencesAsync(later, cancellationToken), later);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (own, _) = await CustomersAsync(sources.Customers!, later, references, bucket, cancellationToken);
            var ids = own[Id];
            var known = Enumerable.Range(0, own.Rows).Where(row => index.RowOf(ids.Text(row)!) >= 0).ToArray();
            foreach (var row in known)
                places[index.RowOf(ids.Text(row)!)] = found++;
            parts.Add(own.Select(known));
        }
        return new LaterCustomers(Snapshot.Concat(parts), places);
    }

    /// <summary>
    /// The drop's customers, whole buckets until <paramref name="max"/> are reached: buckets are a random split.
    /// </summary>
    public async Task<Snapshot> ReadAllAsync(RunInput input, int max, DateOnly asOf, CancellationToken cancellationToken)
    {
        var parts = new List<Snapshot>();
        var tables = await ReferencesAsync(input, cancellationToken);
        var buckets = input.Drop.First(extract => extract.Source == sources.Snapshot.Source).RowsByBucket.Count;
        for (var bucket = 0; bucket < buckets && parts.Sum(part => part.Rows) < max; bucket++)
            parts.Add((await ReadAsync(input, tables, bucket, buckets, asOf, cancellationToken)).Customers);
        return Snapshot.Concat(parts);
    }

    /// <summary>The rows of the source of customers; of a customer in several files that of the file uploaded last.</summary>
    private async Task<(Snapshot Own, long Repeated)> CustomersAsync(
        Contract source, RunInput input, ReferenceJoin references, int bucket, CancellationToken cancellationToken)
    {
        var parts = new List<Snapshot>();
        foreach (var extract in input.Drop
            .Where(extract => extract.Source == source.Source).OrderByDescending(extract => extract.UploadedAt))
            parts.Add(await clean.ReadAsync(extract, bucket, source, cancellationToken));
        var all = Snapshot.Concat([.. parts.Select(part => Withdrawals.AmongRows(part, source.Roles))]);
        var first = Withdrawals.FirstRows(all[Id]);
        var kept = first.Length == all.Rows ? all : all.Select(first);
        return (references.Add(kept, JoinedFields.With(source, sources.Contracts)), all.Rows - kept.Rows);
    }

    /// <summary>The rows of one detail source for one bucket.</summary>
    private sealed record DetailReading(
        DetailJoin Join, ReferenceJoin References, Contract Contract, int Bucket, int Buckets);

    private async Task<DetailRows> AddAsync(
        DetailReading reading, IReadOnlyList<DropExtract> extracts, Dictionary<string, long>? withoutCustomer,
        CancellationToken cancellationToken)
    {
        var contract = reading.Contract;
        var rows = new DetailRows();
        var parts = extracts
            .Where(extract => extract.Source == contract.Source)
            .OrderBy(extract => extract.Date).ThenBy(extract => extract.UploadedAt)
            .SelectMany(extract => PartsOf(extract, reading.Bucket, reading.Buckets));
        foreach (var several in parts.Chunk(ExtractsAtOnce))
        {
            var snapshots = await Task.WhenAll(
                several.Select(part => clean.ReadAsync(part.Extract, part.Bucket, contract, cancellationToken)));
            foreach (var (part, snapshot) in several.Zip(snapshots))
                rows += reading.Join.Add(
                    reading.References.Add(snapshot, contract, part.IsElsewhere), part.IsElsewhere, withoutCustomer);
        }
        return rows;
    }

    /// <summary>
    /// Where an extract holds the rows of a bucket: its own bucket of that number, or, when it was split into another number of
    /// buckets, those that overlap with it. Buckets without rows are not read.
    /// </summary>
    private static IEnumerable<(DropExtract Extract, int Bucket, Predicate<string>? IsElsewhere)> PartsOf(
        DropExtract extract, int bucket, int buckets)
    {
        var split = extract.RowsByBucket.Count;
        var isSame = split == buckets;
        var (from, to) = isSame ? (bucket, bucket) : CustomerKey.Overlap(bucket, buckets, split);
        for (var own = from; own <= to; own++)
        {
            if (extract.RowsByBucket[own] > 0)
                yield return (extract, own, isSame ? null : id => CustomerKey.Bucket(id, buckets) != bucket);
        }
    }
}

/// <summary>What a later drop says of customers of an earlier one.</summary>
/// <param name="Rows">Those of them who are still there.</param>
/// <param name="RowOf">
/// By customer of the earlier drop: the row; <see cref="Gone"/> for who is not there any more, <see cref="NotKept"/> for whose
/// row was rejected.
/// </param>
public sealed record LaterCustomers(Snapshot Rows, int[] RowOf)
{
    public const int Gone = -1;
    public const int NotKept = -2;
}
