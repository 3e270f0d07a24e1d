using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

/// <summary>What the app's cleaning makes of generated extracts: exactly what was put in.</summary>
public class GeneratedRowsCleaningTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task WithoutDirtEveryRowIsTakenAsItIs(int drop)
    {
        var (receipt, summary) = await CleanAsync(SampleTelco.Options(20_000), drop);

        Assert.Equal(summary.Customers, receipt.Accepted);
        Assert.Equal(receipt.Read, receipt.Accepted);
    }

    [Fact]
    public async Task EveryDirtyRowCostsItselfAndNoOther()
    {
        var (receipt, summary) = await CleanAsync(SampleTelco.Options(30_000, seed: 9, dirty: 0.15), drop: 1);

        Assert.Equal(summary.Lines, receipt.Read);
        Assert.Equal(summary.Dirty.Where(kind => IsRepairable(kind.Key)).Sum(kind => kind.Value), receipt.Repaired);
        Assert.Equal(summary.Dirty.Where(kind => !IsRepairable(kind.Key)).Sum(kind => kind.Value), receipt.Rejected);
    }

    [Fact]
    public async Task EveryReasonIsCountedAsOftenAsItWasPutIn()
    {
        var (receipt, summary) = await CleanAsync(SampleTelco.Options(30_000, dirty: 0.15));

        var expected = summary.Dirty.Where(kind => !IsRepairable(kind.Key))
            .GroupBy(kind => ReasonOf(kind.Key))
            .ToDictionary(reason => reason.Key, reason => reason.Sum(kind => kind.Value));
        var found = receipt.Rejects
            .GroupBy(reject => NameOf(reject.Reason))
            .ToDictionary(reason => reason.Key, reason => reason.Sum(reject => reject.Count));
        Assert.Equal(expected.OrderBy(reason => reason.Key), found.OrderBy(reason => reason.Key));
    }

    [Fact]
    public async Task EveryRepairIsCountedAsOftenAsItWasPutIn()
    {
        var (receipt, summary) = await CleanAsync(SampleTelco.Options(30_000, dirty: 0.15));

        var expected = summary.Dirty.Where(kind => IsRepairable(kind.Key))
            .GroupBy(kind => RuleOf(kind.Key))
            .ToDictionary(rule => rule.Key, rule => rule.Sum(kind => kind.Value));
        Assert.Equal(expected.OrderBy(rule => rule.Key), receipt.Repairs.OrderBy(rule => rule.Key));
    }

    private static async Task<(Receipt Receipt, ExtractSummary Summary)> CleanAsync(TelcoOptions options, int drop = 0)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "config", "sources", "customers.json");
        var contract = Contract.Read(file, await File.ReadAllTextAsync(file));
        var (bytes, summary) = await SampleTelco.ExtractAsync(options, drop);
        using var upload = new MemoryStream(bytes);
        var receipt = await ExtractCleaner.CleanAsync(
            upload, contract, ExtractOutput.Nowhere(), new CleaningSetup { File = "customers.csv" }, CancellationToken.None);
        Assert.NotEqual(ReceiptStatus.Refused, receipt.Status);
        return (receipt, summary);
    }

    private static bool IsRepairable(DirtKind kind) => kind < DirtKind.TextInNumber;

    private static RepairRule RuleOf(DirtKind kind) => kind switch
    {
        DirtKind.PaddedBlanks => RepairRule.Trim,
        DirtKind.YesNo or DirtKind.OneZero => RepairRule.BooleanSpelling,
        _ => Enum.Parse<RepairRule>(kind.ToString()),
    };

    /// <summary>
    /// A quote that is not closed ends at the next line that has one, or nowhere: which, depends on the lines after it.
    /// </summary>
    private static string NameOf(RejectReason reason) => reason switch
    {
        RejectReason.BelowMinimum or RejectReason.AboveMaximum => "range",
        RejectReason.MalformedQuote or RejectReason.UnclosedQuote => "quote",
        _ => reason.ToString(),
    };

    private static string ReasonOf(DirtKind kind) => kind switch
    {
        DirtKind.TextInNumber => nameof(RejectReason.WrongType),
        DirtKind.OutOfRange => "range",
        DirtKind.UnknownEnum => nameof(RejectReason.NotInEnum),
        DirtKind.MissingRequired or DirtKind.MissingId => nameof(RejectReason.MissingValue),
        DirtKind.DuplicateId => nameof(RejectReason.DuplicateKey),
        DirtKind.TooFewFields => nameof(RejectReason.TooFewColumns),
        DirtKind.TooManyFields => nameof(RejectReason.TooManyColumns),
        DirtKind.StrayQuote or DirtKind.UnclosedQuote => "quote",
        DirtKind.InvalidUtf8 => nameof(RejectReason.InvalidEncoding),
        _ => kind.ToString(),
    };
}
