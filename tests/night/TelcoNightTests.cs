using System.Text.Json.Nodes;
using ReapFunctions.Runs;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

public class TelcoNightTests
{
    private static readonly RunId Run = new(new DateOnly(2026, 11, 20), 1);

    [SharedDataFact]
    public async Task ThePublicChurnFileRunsByConfigurationAlone()
    {
        const string upload = "telco/2026-11-20/Telco-Customer-Churn.csv";
        await using var local = await LocalApp.OpenAsync(portfolio: "telco");
        await local.UploadAsync(upload, await File.ReadAllBytesAsync(SharedData.File("telco_ibm", "Telco-Customer-Churn.csv")));
        await local.PublishedAsync(Run);

        var receipt = await local.ReceiptAsync(upload);
        Assert.Equal(
            (7043, 7032, 11, 0),
            (Count(receipt, "read"), Count(receipt, "accepted"), Count(receipt, "repaired"), Count(receipt, "rejected")));
        Assert.Equal(11, (int)receipt["repairs"]!["blankIsMissing"]!);

        var models = (await local.GetAsync("api/models"))["models"]!.AsArray();
        Assert.Equal(9, models.Count(model => (bool)model!["champion"]!));
        var churn = models.First(model => (string?)model!["target"] == "churn")!["card"]!;
        // Published 5-fold figures for this file lie at 0.845 to 0.850; one hold-out of a fifth may be a little off.
        Assert.InRange((double)churn["holdOut"]!["auc"]!, 0.83, 0.87);
    }

    private static int Count(JsonNode receipt, string name) => (int)receipt[name]!;
}
