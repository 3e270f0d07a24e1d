using ReapFunctions.Contracts;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>What one target of <c>targets.json</c> may have wrong.</summary>
internal static class TargetCheck
{
    public static void Check(
        Target target, IReadOnlyDictionary<string, Field> fields, PortfolioSources sources, Faults faults)
    {
        if (target.Name.Length is 0 or > 40 || !target.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            faults.Add("name", $"'{target.Name}' is no name. Write 1 to 40 letters, digits and dashes.");
        if (target.Name.Equals("train", StringComparison.OrdinalIgnoreCase))
            faults.Add("name", "'train' is the word of a call, POST /api/models/train. Give the target another name.");
        if (target.Kind == TargetKind.TakeUp && string.IsNullOrEmpty(target.Product))
            faults.Add("product", "A take-up target needs its product.");
        for (var index = 0; index < target.LeaveOut.Count; index++)
        {
            faults.Unless(
                fields.ContainsKey(target.LeaveOut[index]), $"leaveOut[{index}]",
                    $"The contract has no field '{target.LeaveOut[index]}'.");
        }
        if (target.Label.From == LabelSource.History)
            CheckHistory(target.Label, sources.Details, faults.At("label"));
        else if (target.Label.From == LabelSource.Drops)
            CheckDrops(target, fields, sources, faults.At("label"));
        else
            CheckColumn(target.Label, fields, faults.At("label"));
    }

    private static void CheckColumn(TargetLabel label, IReadOnlyDictionary<string, Field> fields, Faults faults)
    {
        if (label.Source is not null || label.Where is not null)
            faults.Add("", "Source and where belong to a label from history.");
        faults.Unless(label.Days is null or >= 0 and <= DetailRole.KeptDays, "days", $"Write 0 to {DetailRole.KeptDays} days.");
        if (fields.TryGetValue(label.Field, out var field))
            AddUnknown(field, label.Positive.Concat(label.Negative), faults);
        else
            faults.Add("field", $"The contract has no field '{label.Field}'.");
        if (label.Positive.Count == 0 || label.Negative.Count == 0)
            faults.Add("", "Name at least one positive and one negative value.");
        if (label.Positive.Intersect(label.Negative).FirstOrDefault() is { } both)
            faults.Add("", $"'{both}' is both positive and negative.");
    }

    private static void CheckDrops(
        Target target, IReadOnlyDictionary<string, Field> fields, PortfolioSources sources, Faults faults)
    {
        var label = target.Label;
        if (label.Source is not null || label.Where is not null || label.Negative.Count > 0)
            faults.Add("", "A label from drops has days, and for churn the field and values of who is named as having left.");
        faults.Unless(label.Days is >= 1 and <= DetailRole.KeptDays, "days", $"Write 1 to {DetailRole.KeptDays} days.");
        faults.Unless(label.Windows is >= 1 and <= TargetLabel.MostWindows, "windows", $"Write 1 to {TargetLabel.MostWindows}.");
        if (sources.Customers is null)
            faults.Add("from", "Customers are derived from rows here. Take their labels from history.");
        if (target.Kind == TargetKind.TakeUp && target.Product is { } product
            && !sources.Snapshot.Roles.Holdings.ContainsKey(product))
            faults.Add("from", $"The contract does not say who holds '{product}': add it to reap.holdings.");
        if (label.Field.Length == 0 && label.Positive.Count == 0)
            return;
        if (target.Kind == TargetKind.TakeUp)
            faults.Add("field", "Who has taken a product up is told by reap.holdings. Leave field and values out.");
        else if (!fields.TryGetValue(label.Field, out var field))
            faults.Add("field", $"The contract has no field '{label.Field}'.");
        else if (label.Positive.Count == 0)
            faults.Add("positive", "Name the values of customers who have left.");
        else
            AddUnknown(field, label.Positive, faults);
    }

    private static void AddUnknown(Field field, IEnumerable<string> values, Faults faults)
    {
        foreach (var fault in values.Select(text => KnownValue.FaultOf(field, text)).OfType<string>())
            faults.Add("", fault);
    }

    private static void CheckHistory(TargetLabel label, IReadOnlyList<Contract> details, Faults faults)
    {
        if (label.Field.Length > 0 || label.Positive.Count + label.Negative.Count > 0)
            faults.Add("", "A label from history has a source and days, no field and no values.");
        faults.Unless(label.Days is >= 1 and <= DetailRole.KeptDays, "days", $"Write 1 to {DetailRole.KeptDays} days.");
        if (details.FirstOrDefault(contract => contract.Source == label.Source) is not { } detail)
        {
            var known = string.Join(", ", details.Select(contract => contract.Source));
            faults.Add("source", $"There is no detail source '{label.Source}'. Known: {known}.");
        }
        else if (label.Where is { } where)
            DetailCheck.Check(detail, where, faults);
    }
}
