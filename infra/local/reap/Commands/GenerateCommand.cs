using System.CommandLine;
using System.Globalization;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap generate</c>: synthetic nights as files.</summary>
internal static class GenerateCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var customers = CommonOptions.Customers(min: 1);
        var nights = CommonOptions.Number("--nights", "Nights, one a day.", 1, min: 1);
        var seed = CommonOptions.Seed();
        var date = CommonOptions.Date("Date of the first night. Default: so that the last night is today.");
        var output = Output();
        var gzip = new Option<bool>("--gzip") { Description = "Write customers.csv.gz." };
        var dirty = CommonOptions.Number("--dirty", "Share of rows with something wrong.", 0.03, min: 0.0, max: 1.0);
        var truth = TrueChances();
        var labelled = new Option<bool>("--labelled")
        {
            Description = "Rows tell how things stood 90 days before, and in columns of their own what has happened since: one "
                + "file is enough to learn from. Else of customers as they are, after a drop of 90 days before.",
        };
        var contacts = new Option<FileInfo?>("--contacts")
        { Description = $"CSV of contacts made, which the customers answer: {ContactFile.Header}." };
        var behaviour = new BehaviourOptions();
        var command = new Command(
            "generate", "Writes the extracts of a synthetic telco: any size, any number of nights, from a seed.")
        {
            customers, nights, seed, date, output, gzip, dirty, labelled, truth, contacts,
        };
        behaviour.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new TelcoOptions
            {
                Customers = parsed.GetValue(customers),
                Seed = parsed.GetValue(seed),
                Dirty = parsed.GetValue(dirty),
                Labelled = parsed.GetValue(labelled),
                FirstDrop = (parsed.GetValue(date) ?? Today(clock).AddDays(1 - parsed.GetValue(nights)))
                    .AddDays(parsed.GetValue(labelled) ? 0 : -Truth.Window),
                Effects = behaviour.Effects(parsed),
                Behaviour = behaviour.Of(parsed),
            };
            if (parsed.GetValue(contacts) is { } file)
                options = options with { Contacts = await ContactFile.ReadAsync(file.FullName, options, cancellationToken) };
            return await RunAsync(
                new DropFiles(options, parsed.GetValue(output)!.FullName, parsed.GetValue(gzip)),
                Drops(options.Labelled, parsed.GetValue(nights)), parsed.GetValue(truth), new StepRunner(console, clock), console,
                cancellationToken);
        });
        return command;
    }

    private static IEnumerable<int> Drops(bool labelled, int nights) => labelled
        ? Enumerable.Range(0, nights)
        : Enumerable.Range(Truth.Window, nights).Prepend(0);

    private static Option<bool> TrueChances() => new("--truth")
    {
        Description = "Also write truth/{date}.csv: each customer's true chances and money, with and without a contact; and "
            + "truth/causes.csv: which cause of complaints truly grows.",
    };

    private static Option<DirectoryInfo> Output() => new("--out", "-o")
    {
        Description = "Folder for customers/{date}/customers.csv, and the same for invoices, holdings, interactions, "
            + "complaints and enquiries.",
        Required = true,
    };

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static async Task<int> RunAsync(
        DropFiles files, IEnumerable<int> drops, bool truth, StepRunner steps, IAnsiConsole console,
        CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Night", "File", "Customers", "Lines", "Dirty", "Left", "MB");
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        if (truth)
            await files.WriteCausesAsync(cancellationToken);
        foreach (var drop in drops)
        {
            var date = files.DateOf(drop);
            var (file, made) = await steps.RunAsync(
                $"Generate {date:yyyy-MM-dd}", progress => files.WriteAsync(drop, progress, cancellationToken));
            if (truth)
                await files.WriteTruthAsync(drop, cancellationToken);
            var details = await steps.RunAsync(
                $"Details of {date:yyyy-MM-dd}", _ => files.WriteDetailsAsync(drop, cancellationToken));
            table.AddRow(
                date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file.EscapeMarkup(), Number(made.Customers),
                    Number(made.Lines),
                Number(made.DirtyRows), Number(made.Left), Megabytes(file));
            foreach (var (detailFile, summary) in details)
                table.AddRow(
                    "", detailFile.EscapeMarkup(), "", Number(summary.Lines), Number(summary.Repairable + summary.Unusable), "",
                        Megabytes(detailFile));
        }
        console.Write(table);
        return ExitCode.Ok;
    }

    private static string Megabytes(string file) =>
        (new FileInfo(file).Length / 1e6).ToString("N1", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
