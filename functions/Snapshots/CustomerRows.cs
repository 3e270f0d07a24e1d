using ReapFunctions.Contracts;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Snapshots;

/// <summary>
/// The customers of a drop with what detail sources add: the one place where the sources of a night are joined, for scoring and
/// for training alike. One bucket at a time, of whose details a few nights at a time are in memory.
/// </summary>
public sealed class CustomerRows(CleanRowStore clean, PortfolioSources sources)
{
    // Enough to hide the way to the storage account, few enough to stay small.
    private const int ExtractsAtOnce = 8;

    private string Id => sources.Snapshot.Roles.CustomerId;

    /// <param name="input">The extracts that take part.</param>
    /// <param name="buckets">Into how many buckets the run is split.</param>
    /// <param name="asOf">The date from which windows count back.</param>
    public async Task<BucketCustomers> ReadAsync(
        RunInput input, int bucket, int buckets, DateOnly asOf, CancellationToken cancellationToken)
    {
        var (own, repeated) = sources.Customers is { } source
            ? await CustomersAsync(source, input, bucket, cancellationToken)
            : (null, 0);
        var customers = own is null ? new CustomerIndex() : new CustomerIndex(own[Id]);
        var counts = new List<DetailCount>();
        var withoutCustomer = new Dictionary<string, Dictionary<string, long>>();
        var joins = new List<DetailJoin>();
        foreach (var contract in sources.Details)
        {
            var join = new DetailJoin(customers, contract, asOf);
            var unknown = withoutCustomer[contract.Source] = [];
            var earlier = await AddAsync(join, input.Earlier, contract, bucket, buckets, null, cancellationToken);
            var drop = await AddAsync(join, input.Drop, contract, bucket, buckets, unknown, cancellationToken);
            counts.Add(new DetailCount(
                contract.Source, drop.Rows, drop.WithoutCustomer, drop.After, earlier.Rows, earlier.WithoutCustomer));
            joins.Add(join);
        }
        var columns = own?.Columns ?? [customers.ToColumn(Id)];
        var joined = new Snapshot([.. columns, .. joins.SelectMany(join => join.Build())], customers.Count);
        return new BucketCustomers(joined, new BucketInput(bucket, customers.Count, repeated, counts), withoutCustomer);
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
        foreach (var extract in input.Earlier.Concat(input.Drop).Where(extract => extract.Source == source))
        {
            for (var bucket = 0; bucket < extract.RowsByBucket.Count; bucket++)
            {
                if (extract.RowsByBucket[bucket] > 0)
                    join.Add(await clean.ReadAsync(extract, bucket, contract, cancellationToken));
            }
        }
        return Array.ConvertAll(join.Build().Single().Numbers.ToArray(), rows => rows > 0);
    }

    /// <summary>What a later drop says of customers, whatever the buckets it was split into.</summary>
    /// <param name="later">The later drop's extracts.</param>
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
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (own, _) = await CustomersAsync(sources.Customers!, later, bucket, cancellationToken);
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
        var buckets = input.Drop.First(extract => extract.Source == sources.Snapshot.Source).RowsByBucket.Count;
        for (var bucket = 0; bucket < buckets && parts.Sum(part => part.Rows) < max; bucket++)
            parts.Add((await ReadAsync(input, bucket, buckets, asOf, cancellationToken)).Customers);
        return Snapshot.Concat(parts);
    }

    /// <summary>The rows of the source of customers; of a customer in several files that of the file uploaded last.</summary>
    private async Task<(Snapshot Own, long Repeated)> CustomersAsync(
        Contract source, RunInput input, int bucket, CancellationToken cancellationToken)
    {
        var parts = new List<Snapshot>();
        foreach (var extract in input.Drop
            .Where(extract => extract.Source == source.Source).OrderByDescending(extract => extract.UploadedAt))
            parts.Add(await clean.ReadAsync(extract, bucket, source, cancellationToken));
        var all = Snapshot.Concat([.. parts.Select(part => Withdrawals.AmongRows(part, source.Roles))]);
        var first = Withdrawals.FirstRows(all[Id]);
        return first.Length == all.Rows ? (all, 0) : (all.Select(first), all.Rows - first.Length);
    }

    private async Task<DetailRows> AddAsync(
        DetailJoin join, IReadOnlyList<DropExtract> extracts, Contract contract, int bucket, int buckets,
        Dictionary<string, long>? withoutCustomer, CancellationToken cancellationToken)
    {
        var rows = new DetailRows();
        var parts = extracts
            .Where(extract => extract.Source == contract.Source)
            .OrderBy(extract => extract.Date).ThenBy(extract => extract.UploadedAt)
            .SelectMany(extract => PartsOf(extract, bucket, buckets));
        foreach (var several in parts.Chunk(ExtractsAtOnce))
        {
            var snapshots = await Task.WhenAll(
                several.Select(part => clean.ReadAsync(part.Extract, part.Bucket, contract, cancellationToken)));
            foreach (var (part, snapshot) in several.Zip(snapshots))
                rows += join.Add(snapshot, part.IsElsewhere, withoutCustomer);
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
