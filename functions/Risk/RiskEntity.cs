using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Risk;

/// <summary>Risk records as entities of a run's risk table.</summary>
public static class RiskEntity
{
    public static TableEntity Of(RiskRecord record)
    {
        var entity = EntityFields.Of(record.CustomerId);
        entity["Run"] = record.Run.ToString();
        entity.SetUnlessNull("Propensity", record.Propensity);
        entity["Band"] = record.Band;
        entity["ValueAtRisk"] = record.ValueAtRisk;
        entity["ExpectedMonths"] = record.ExpectedMonths;
        entity["RetentionBudget"] = record.RetentionBudget;
        entity["Recover"] = record.Recover;
        entity.SetJson("Reasons", record.Reasons);
        entity.SetJson("Pushes", record.Contributions);
        return entity;
    }

    public static RiskRecord Read(TableEntity entity) => new()
    {
        CustomerId = entity.GetString(EntityFields.CustomerId),
        Run = RunId.Parse(entity.GetString("Run")),
        Propensity = entity.GetDouble("Propensity"),
        Band = entity.GetString("Band"),
        ValueAtRisk = entity.GetDouble("ValueAtRisk") ?? 0,
        ExpectedMonths = entity.GetDouble("ExpectedMonths") ?? 0,
        RetentionBudget = entity.GetDouble("RetentionBudget") ?? 0,
        Recover = entity.GetBoolean("Recover") ?? false,
        Reasons = entity.GetJson<string>("Reasons"),
        Contributions = entity.GetJson<SaidContribution>("Pushes"),
    };
}
