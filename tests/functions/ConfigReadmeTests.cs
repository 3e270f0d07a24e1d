using System.Runtime.CompilerServices;
using ReapFunctions.Extracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests;

public sealed class ConfigReadmeTests
{
    [Fact]
    public void TheContractInTheReadmeIsOneThatWorks()
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "functions", "config", "README.md"));
        var start = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        var files = ConfigFiles.OfDirectory(Path.Combine(AppContext.BaseDirectory, "config"), "");
        files["sources/invoices.json"] = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        var faults = new List<ConfigFault>();

        var sources = PortfolioSources.Read(files, faults);

        Assert.Empty(faults);
        Assert.Equal(4, sources!.Contracts["invoices"].Roles.Detail!.Columns.Count);
        Assert.Equal(FileRule.Add, sources.Contracts["invoices"].Roles.Files);
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
