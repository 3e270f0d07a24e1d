using System.CommandLine;
using ReapFunctions.Local.Reap.Demo;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary><c>reap demo</c>: whole nights, end to end, with a summary.</summary>
internal static class DemoCommand
{
    public static Command Create(IAnsiConsole console, TimeProvider clock)
    {
        var customers = CommonOptions.Customers(DemoOptions.MinCustomers);
        var seed = CommonOptions.Seed();
        var extract = new Option<FileInfo>(
            "--extract")
        { Description = "A CSV file to take instead of two generated nights." }.AcceptExistingOnly();
        var source = new Option<string>("--source", "-s")
        {
            Description = "The source whose contract the extract follows; its portfolio is found by it.",
            DefaultValueFactory = _ => "customers",
        };
        var date = CommonOptions.Date("Date of the last night. Default: today.");
        var json = new Option<FileInfo?>("--json") { Description = "Also write the summary for programs to this file." };
        var hosts = CommonOptions.Number("--hosts", "Processes of the app that share the work.", 1, min: 1);
        var storage = CommonOptions.Storage();
        var keep = new Option<bool>("--keep") { Description = "Stay up after the summary, until Ctrl+C." };
        var command = new Command(
            "demo", "One whole portfolio, end to end: extracts, models, records, prompts, lists, scorecard.")
        {
            customers, seed, extract, source, date, json, hosts, storage, keep,
        };
        command.SetAction((parsed, cancellationToken) => new DemoRun(
            new DemoOptions
            {
                Customers = parsed.GetValue(customers),
                Seed = parsed.GetValue(seed),
                Extract = parsed.GetValue(extract)?.FullName,
                Source = parsed.GetValue(source)!,
                LastNight = parsed.GetValue(date) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
                Json = parsed.GetValue(json)?.FullName,
                Hosts = parsed.GetValue(hosts),
                Storage = parsed.GetValue(storage),
                Keep = parsed.GetValue(keep),
            },
            console, clock).RunAsync(cancellationToken));
        return command;
    }
}
