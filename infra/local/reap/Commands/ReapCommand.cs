using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Azure;
using ReapFunctions.Local.Azurite;
using ReapFunctions.Local.Reap.Show;
using ReapFunctions.Storage;
using Spectre.Console;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>The command <c>reap</c> with its subcommands.</summary>
internal static class ReapCommand
{
    /// <summary>After Ctrl+C work is given back and storage written before reap ends.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, IAnsiConsole console, TimeProvider clock, InvocationConfiguration? configuration = null,
            CancellationToken cancellationToken = default)
    {
        var parsed = Create(console, clock).Parse(args);
        configuration ??= new InvocationConfiguration();
        configuration.EnableDefaultExceptionHandler = false;
        configuration.ProcessTerminationTimeout = StopTimeout;
        try
        {
            if (parsed.Action is not ParseErrorAction wrong)
                return await parsed.InvokeAsync(configuration, cancellationToken);
            wrong.ShowHelp = false;
            await parsed.InvokeAsync(configuration, cancellationToken);
            await configuration.Error.WriteLineAsync($"See '{NameOf(parsed)} --help'.");
            return ExitCode.Usage;
        }
        catch (Exception fault) when (CodeOf(fault) is { } code)
        {
            console.Line(fault is OperationCanceledException ? "Stopped before the end." : fault.Message);
            return code;
        }
    }

    public static RootCommand Create(IAnsiConsole console, TimeProvider clock)
    {
        var root = new RootCommand("ReapFunctions on one machine: generates customers, runs nights and shows what came of them.")
        {
            DemoCommand.Create(console, clock),
            UpCommand.Create(console, clock),
            GenerateCommand.Create(console, clock),
            UploadCommand.Create(console, clock),
            ReceiptCommand.Create(console),
            TrainCommand.Create(console, clock),
            ModelCommand.Create(console),
            ContractCommand.Create(console, clock),
            NewCommand.Create(console),
            CheckCommand.Create(console),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new ExamplesHelp((HelpAction)help.Action!);
        return root;
    }

    private static string NameOf(ParseResult parsed)
    {
        var name = parsed.CommandResult.Command is RootCommand ? "reap" : parsed.CommandResult.Command.Name;
        for (var above = parsed.CommandResult.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
            name = $"{(above.Command is RootCommand ? "reap" : above.Command.Name)} {name}";
        return name;
    }

    private static int? CodeOf(Exception fault) => fault switch
    {
        NightException or ApiException => ExitCode.FailedNight,
        UsageException or ConfigException => ExitCode.Usage,
        EnvironmentException or AzuriteException or HttpRequestException or RequestFailedException or IOException
            or UnauthorizedAccessException => ExitCode.Environment,
        AggregateException { InnerException: RequestFailedException } => ExitCode.Environment,
        OperationCanceledException => ExitCode.FailedNight,
        _ => null,
    };
}
