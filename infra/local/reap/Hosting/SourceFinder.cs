using ReapFunctions.Storage;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>
/// Which portfolio a source belongs to: the directory of configuration files that holds its contract. The default portfolio is
/// the <c>config</c> directory itself, others lie under <c>config/portfolios</c>.
/// </summary>
internal sealed class SourceFinder(string config)
{
    public static SourceFinder OfTheApp() => new(Path.Combine(AppContext.BaseDirectory, "config"));

    /// <summary>The portfolio's name; null for the default one, which also wins when several have the source.</summary>
    /// <exception cref="UsageException">No portfolio has a contract for the source.</exception>
    public string? PortfolioOf(string source)
    {
        if (HasContract(config, source))
            return null;
        return Portfolios().FirstOrDefault(portfolio => HasContract(Folder(portfolio), source))
            ?? throw new UsageException(
                $"No portfolio has a source '{source}'. Known: {string.Join(", ", Sources())}. "
                + $"Add its contract as {Path.Combine(config, "portfolios", "NAME", "sources", source + ".json")}.");
    }

    /// <summary>Checks that a portfolio has a contract for a source.</summary>
    /// <param name="portfolio">Its name; null for the default one.</param>
    /// <exception cref="UsageException">It has none: the app would refuse whatever is uploaded.</exception>
    public void CheckSource(string source, string? portfolio)
    {
        var folder = FolderOf(portfolio);
        if (!HasContract(folder, source))
            throw new UsageException(
                $"The running 'reap up' has no source '{source}'. Its sources: {string.Join(", ", SourcesOf(folder))}. "
                + "Take one of these, or start 'reap up' with the --portfolio that has it.");
    }

    /// <summary>The portfolio of a source that makes a night by itself.</summary>
    /// <exception cref="UsageException">No portfolio has a contract for the source, or its rows are details of
    /// customers.</exception>
    public string? PortfolioOfCustomers(string source)
    {
        var portfolio = PortfolioOf(source);
        var owner = Portfolio.Read(ConfigFiles.OfDirectory(config, portfolio ?? "")).Customers.Source;
        return owner == source
            ? portfolio
            : throw new UsageException(
                $"The rows of '{source}' are details of '{owner}', and no night without them. Take 'reap up' and upload both.");
    }

    /// <summary>The file of the source's contract.</summary>
    /// <exception cref="UsageException">No portfolio has a contract for the source.</exception>
    public string ContractOf(string source) =>
        Path.Combine(PortfolioOf(source) is { } portfolio ? Folder(portfolio) : config, "sources", $"{source}.json");

    /// <summary>
    /// The source that a file is named for, or the folder that it or its date lies in: <c>customers.csv</c>,
    /// <c>customers/2026-11-21/all.csv.gz</c>.
    /// </summary>
    /// <exception cref="UsageException">None of these names is a source.</exception>
    /// <param name="portfolio">The portfolio whose sources are meant; null for any that comes along.</param>
    public string SourceIn(string path, string? portfolio = null)
    {
        var sources = (portfolio is null ? Sources() : SourcesOf(FolderOf(portfolio))).ToList();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        string?[] names = [
            Path.GetFileName(path).Split('.')[0], SourceName.OfFile(path), Path.GetFileName(folder),
            Path.GetFileName(Path.GetDirectoryName(folder))];
        return names.FirstOrDefault(name => name is not null && sources.Contains(name))
            ?? throw new UsageException(
                $"'{path}' does not say which source it is of. Add --source with one of: {string.Join(", ", sources)}.");
    }

    /// <summary>A portfolio as the app's setting names it: the full path of a folder, or a name.</summary>
    /// <exception cref="UsageException">It is neither a folder nor the name of one that comes along.</exception>
    public string Checked(string portfolio) =>
        Portfolios().Contains(portfolio) && !Directory.Exists(portfolio) ? portfolio : Path.GetFullPath(FolderOf(portfolio));

    /// <summary>The folder of a portfolio.</summary>
    /// <param name="portfolio">A folder, or a name; null for the default one.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public string FolderOf(string? portfolio) =>
        portfolio is null ? config
        : Directory.Exists(portfolio) ? portfolio
        : Portfolios().Contains(portfolio) ? Folder(portfolio)
        : throw new UsageException(
            $"'{portfolio}' is no folder, and no portfolio is called so. Known: {string.Join(", ", Portfolios())}.");

    private IEnumerable<string> Sources() => Portfolios().Select(Folder).Prepend(config).SelectMany(SourcesOf)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> SourcesOf(string folder) => Directory.Exists(Path.Combine(folder, "sources"))
        ? Directory.EnumerateFiles(Path.Combine(folder, "sources"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
        : [];

    private IEnumerable<string> Portfolios() => Directory.Exists(Path.Combine(config, "portfolios"))
        ? Directory.EnumerateDirectories(Path.Combine(config, "portfolios")).Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)
        : [];

    private string Folder(string portfolio) => Path.Combine(config, "portfolios", portfolio);

    // Compared name by name: a source such as "../x" finds nothing, and upper case matters everywhere alike.
    private static bool HasContract(string folder, string source) => SourcesOf(folder).Contains(source);
}
