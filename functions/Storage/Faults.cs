namespace ReapFunctions.Storage;

/// <summary>Takes the faults of one configuration file, below one path of it.</summary>
public sealed class Faults
{
    private readonly string file;
    private readonly string path;
    private readonly List<ConfigFault> all;

    /// <param name="all">Takes the faults of every file.</param>
    public Faults(string file, List<ConfigFault> all)
        : this(file, "$", all)
    {
    }

    private Faults(string file, string path, List<ConfigFault> all) => (this.file, this.path, this.all) = (file, path, all);

    /// <summary>Faults of every file so far.</summary>
    public int Count => all.Count;

    /// <summary>The same below a member or an item, such as <c>reap.consents</c> or <c>[2]</c>.</summary>
    public Faults At(string below) => new(file, Below(below), all);

    /// <param name="below">The path below this one; empty for this one itself.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Add(string below, string message) => all.Add(new(file, Below(below), message));

    /// <inheritdoc cref="Add"/>
    public void Unless(bool holds, string below, string message)
    {
        if (!holds)
            Add(below, message);
    }

    /// <summary>A name that is not among those that exist.</summary>
    public void AddUnknown(string below, string what, string name, IEnumerable<string> known) =>
        Add(below, $"There is no {what} '{name}'. Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    private string Below(string below) =>
        below.Length == 0 ? path : below[0] == '[' ? $"{path}{below}" : $"{path}.{below}";
}
