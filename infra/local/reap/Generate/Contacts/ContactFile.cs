using System.Globalization;
using ReapFunctions.Csv;

namespace ReapFunctions.Local.Reap.Generate.Contacts;

/// <summary>A file of the contacts made: <c>customerId,offer,channel,day</c>, the day as <c>yyyy-MM-dd</c>.</summary>
internal static class ContactFile
{
    public const string Header = "customerId,offer,channel,day";

    private const int MaxFaults = 10;

    /// <exception cref="UsageException">The file is not one of contacts; the message names the first rows at fault.</exception>
    public static async Task<ContactLog> ReadAsync(string file, TelcoOptions options, CancellationToken cancellationToken)
    {
        await using var stream = Open(file);
        await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
        var header = await rows.NextAsync(cancellationToken) ? string.Join(',', rows.AllCells()) : "";
        if (header != Header)
            throw new UsageException($"{file} begins with '{header}'. Its first line must be {Header}.");
        var contacts = new Dictionary<Contact, int>();
        var faults = new List<string>();
        for (var line = 2; faults.Count < MaxFaults && await rows.NextAsync(cancellationToken); line++)
        {
            if (Fault(rows.AllCells(), options, out var contact) is { } fault)
                faults.Add($"Row {line - 1} (line {line}): {fault}");
            else if (!contacts.TryAdd(contact, line))
                faults.Add($"Row {line - 1} (line {line}) repeats line {contacts[contact]}. Remove one of them.");
        }
        return faults.Count == 0
            ? new ContactLog(contacts.Keys)
            : throw new UsageException($"{file} cannot be taken:\n{string.Join('\n', faults)}");
    }

    private static FileStream Open(string file) => File.Exists(file)
        ? File.OpenRead(file)
        : throw new UsageException($"There is no file {file}. Write one with the header {Header}.");

    private static string? Fault(string[] cells, TelcoOptions options, out Contact contact)
    {
        contact = default;
        if (cells.Length != 4)
            return $"it has {cells.Length} cells. Write four: {Header}.";
        if (!CustomerId.TryParse(options.Seed, cells[0], out var number))
            return $"'{cells[0]}' is no customer of seed {options.Seed}. Take ids of an extract of the same seed.";
        if (!TelcoOfferFacts.TryParse(cells[1], out TelcoOffer offer))
            return $"'{cells[1]}' is no offer. Known: {string.Join(", ", TelcoOfferFacts.All.Select(TelcoOfferFacts.Name))}.";
        if (!TelcoOfferFacts.TryParse(cells[2], out TelcoChannel channel))
            return $"'{cells[2]}' is no channel. Known: {string.Join(", ", TelcoOfferFacts.ChannelNames)}.";
        if (!DateOnly.TryParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return $"'{cells[3]}' is not a date. Write yyyy-MM-dd, such as 2026-11-21.";
        if (date < options.Day0)
            return $"{cells[3]} is before {options.Day0:yyyy-MM-dd}, where the story begins. Take a later day.";
        contact = new Contact(number, offer, channel, date.DayNumber - options.Day0.DayNumber);
        return null;
    }
}
