using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace ReapFunctions.Local.Reap.Commands;

/// <summary>Help that ends in examples and the exit codes.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["reap"] = ["reap demo", "reap generate --customers 100000 --nights 7 --seed 42 --out data", "reap up --data .reap"],
        ["demo"] =
        [
            "reap demo",
            "reap demo --customers 50000 --seed 7 --json summary.json",
            "reap demo --extract Telco-Customer-Churn.csv --source telco",
            "reap demo --hosts 2 --keep",
        ],
        ["up"] = ["reap up", "reap up --data .reap", "reap up --portfolio mine"],
        ["generate"] =
        [
            "reap generate --customers 10000 --out data",
            "reap generate --customers 1000000 --nights 30 --seed 42 --gzip --truth --out data",
            "reap generate --customers 500 --dirty 0 --date 2026-11-21 --out data",
            "reap generate --date 2026-11-21 --nights 30 --lifelike --contacts contacts.csv --truth --out data",
        ],
        ["upload"] =
        [
            "reap upload data/customers/2026-11-21/customers.csv",
            "reap upload export.csv --wait",
            "reap upload export.csv.gz --source customers --date 2026-11-21 --storage \"UseDevelopmentStorage=true\"",
        ],
        ["contract"] =
        [
            "reap contract infer export.csv > sources/export.json",
            "reap contract check export.csv --contract sources/export.json",
        ],
        ["new"] =
        [
            "reap new mine customers.csv",
            "reap new shop customers.csv orders.csv",
            "reap new insurer policies.csv --takeup Response",
        ],
        ["check"] = ["reap check", "reap check telco", "reap check mine"],
        ["receipt"] =
        [
            "reap receipt", "reap receipt customers/2026-11-21/customers.csv --page receipt.html --rejects rejects.csv",
        ],
        ["contract infer"] =
        [
            "reap contract infer export.csv",
            "reap contract infer export.csv.gz --source invoices --out invoices.json",
        ],
        ["contract check"] =
        [
            "reap contract check data/customers/2026-11-21/customers.csv",
            "reap contract check Telco-Customer-Churn.csv --source telco",
            "reap contract check export.csv --contract invoices.json --page receipt.html --json receipt.json",
        ],
        ["model"] = ["reap model add churn model.zip", "reap model show churn"],
        ["model add"] = ["reap model add churn model.zip", "reap model add churn model.zip --champion"],
        ["model show"] = ["reap model show churn", "reap model show churn --challenger --trees 10"],
        ["train"] = ["reap train", "reap train --url http://127.0.0.1:7071"],
    };

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(NameOf(parseResult), out var examples))
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }
        output.WriteLine(ExitCode.Help);
        return ExitCode.Ok;
    }

    /// <summary>The command with those above it, but for the root.</summary>
    private static string NameOf(ParseResult parseResult)
    {
        var names = new List<string>();
        for (var at = parseResult.CommandResult; at?.Command is not (null or RootCommand); at = at.Parent as CommandResult)
            names.Insert(0, at.Command.Name);
        return names.Count == 0 ? "reap" : string.Join(' ', names);
    }
}
