using System.CommandLine;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Drafts;
using ReapFunctions.Local.Reap.Hosting;
using ReapFunctions.Local.Reap.Show;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap new</c>: a portfolio of one's own from one's own files.</summary>
internal static class NewCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var name = new Argument<string>("name") { Description = "The folder that is made, and the portfolio's name." };
        var files = new Argument<FileInfo[]>("file")
        {
            Description = "The files: one with a row for each customer, any number with dated rows of customers, such as orders.",
            Arity = ArgumentArity.OneOrMore,
        }.AcceptExistingOnly();
        var churn = new Option<string?>("--churn") { Description = "The column that says who left. Default: by its name." };
        var takeUps = new Option<string[]>("--takeup")
        {
            Description = "A column that says who took up an offer; may be given several times. Default: by their names.",
        };
        var command = new Command(
            "new", "Makes a portfolio from files: contracts, targets, value, offers, a first draft that works, with a comment "
                + "wherever you must decide.")
        { name, files, churn, takeUps };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = FolderOf(parsed.GetValue(name)!);
            var drafts = new List<FileDraft>();
            foreach (var (path, source) in Sources([.. parsed.GetValue(files)!.Select(file => file.FullName)]))
                drafts.Add(await FileDraft.ReadAsync(path, source, cancellationToken));
            var draft = PortfolioDraft.Of(
                Path.GetFileName(folder), drafts, new NamedColumns(parsed.GetValue(churn), parsed.GetValue(takeUps) ?? []));
            draft.Write(folder);
            Say(console, parsed.GetValue(name)!, draft);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string FolderOf(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new UsageException("The portfolio needs a name: that of the folder to make.");
        var folder = Path.GetFullPath(name);
        return !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()
            ? folder
            : throw new UsageException($"There is something in '{folder}' already. Name another folder, or remove it.");
    }

    /// <exception cref="UsageException">Two files would be one source.</exception>
    private static List<(string Path, string Source)> Sources(IReadOnlyList<string> files)
    {
        var sources = files.Select(path => (Path: path, Source: SourceName.OfFile(path))).ToList();
        foreach (var twice in sources.GroupBy(source => source.Source).Where(group => group.Count() > 1))
            throw new UsageException($"Two files would be the source '{twice.Key}'. Rename one of them.");
        return sources;
    }

    /// <summary>As every shell takes it for one argument.</summary>
    private static string Quoted(string argument) =>
        argument.All(letter => char.IsLetterOrDigit(letter) || @"-_./\:~".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"\"{argument}\"";

    private static void Say(IAnsiConsole console, string name, PortfolioDraft draft)
    {
        foreach (var file in draft.Files.Keys.Order(StringComparer.Ordinal))
            console.Line($"{name}/{file}");
        foreach (var (file, cause) in draft.Sources.LeftOut)
            console.Line($"Left out: {file}, as {cause}.");
        console.Line();
        console.Line($"{draft.Decisions} comments begin with DECIDE: look at each, or try it first as it is.");
        console.Line();
        console.Line($"  reap check {Quoted(name)}");
        console.Line($"  reap up --portfolio {Quoted(name)}");
        // Customers come last: with them the drop is complete.
        var files = draft.Sources.References.Select(reference => reference.File)
            .Concat(draft.Sources.Details.Select(detail => detail.File))
            .Concat(draft.Sources.Customers is { } customers ? [customers] : []).ToList();
        var date = draft.Sources.Details.Select(detail => detail.File.Column(detail.Date)?.LastDate).Max() is { } last
            ? $" --date {last:yyyy-MM-dd}"
            : "";
        foreach (var file in files.Where(file => !ExtractPath.IsExtract(Path.GetFileName(file.Path))))
            console.Line($"  (rename {file.Path} first: uploads end in .csv, {ExtractPath.Ends})");
        foreach (var file in files)
            console.Line($"  reap upload {Quoted(file.Path)} --source {file.Source}{date} --wait");
    }
}
