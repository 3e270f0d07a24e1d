using System.Text;
using ReapFunctions.Local.Reap.Generate;

namespace ReapFunctions.Local.Tests.Reap.Generate;

public class DirtTests
{
    public static TheoryData<DirtKind> Kinds => [.. Enum.GetValues<DirtKind>()];

    [Theory]
    [InlineData(0)]
    [InlineData(0.03)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task TheShareOfDirtyRowsIsTheOneAskedFor(double share)
    {
        var (_, summary) = await SampleTelco.ExtractAsync(SampleTelco.Options(20_000, dirty: share));

        Assert.InRange(summary.DirtyRows / 20_000.0, share - 0.005, share + 0.005);
    }

    [Fact]
    public async Task EveryKindOfDirtOccursInTheExtractOfTheDemo()
    {
        var (_, summary) = await SampleTelco.ExtractAsync(SampleTelco.Options(10_000, dirty: 0.03));

        Assert.Equal(Enum.GetValues<DirtKind>(), summary.Dirty.Keys.Order());
    }

    [Fact]
    public async Task AnotherDropSpoilsOtherCustomers()
    {
        var telco = new SyntheticTelco(SampleTelco.Options(2_000, dirty: 0.1));
        await telco.WriteExtractAsync(0, Stream.Null);

        var both = Enumerable.Range(0, 2_000)
            .Count(number => telco.DirtOf(number, 0) is not null && telco.DirtOf(number, 1) is not null);

        Assert.InRange(both, 1, 60);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DirtStaysWithinItsLine(DirtKind kind)
    {
        var (row, block) = (Row(), new Utf8Block());

        Dirt.Write(kind, row, 1, block);

        var lines = Encoding.Latin1.GetString(block.Written.Span).TrimEnd('\n').Split('\n');
        Assert.Equal(kind == DirtKind.DuplicateId ? 2 : 1, lines.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASpoiltLineDiffersFromTheCleanOneOrRepeatsIt(DirtKind kind)
    {
        var (row, block) = (Row(), new Utf8Block());
        row.WriteTo(block);
        var clean = block.Written.ToArray();
        block.Clear();

        var applied = Dirt.Write(kind, Row(), 1, block);

        Assert.Equal(kind, applied);
        Assert.False(block.Written.Span.SequenceEqual(clean));
    }

    [Theory]
    [InlineData(DirtKind.ThousandsSeparator, "1,234.50", "revenueToDate")]
    [InlineData(DirtKind.DateFormat, "31.08.2026", "lastContactOn")]
    [InlineData(DirtKind.UnknownEnum, "platinum", "segment")]
    [InlineData(DirtKind.MissingId, "", "customerId")]
    public void TheFieldSaysWhatItsKindMeans(DirtKind kind, string expected, string column)
    {
        var block = new Utf8Block();

        Dirt.Write(kind, Row(), 0, block);

        var fields = SampleTelco.Fields(Encoding.UTF8.GetString(block.Written.Span).TrimEnd('\n'));
        Assert.Equal(expected, fields[CustomerColumns.Of(column)]);
    }

    [Fact]
    public void ALineCutShortHasFewerFieldsAndAnUnquotedCommaOneMore()
    {
        var block = new Utf8Block();
        Dirt.Write(DirtKind.TooFewFields, Row(), 2, block);
        Assert.Equal(CustomerColumns.Names.Length - 3, SampleTelco.Fields(Encoding.UTF8.GetString(block.Written.Span)).Length);

        block.Clear();
        Dirt.Write(DirtKind.TooManyFields, Row(), 2, block);
        Assert.Equal(CustomerColumns.Names.Length + 1, SampleTelco.Fields(Encoding.UTF8.GetString(block.Written.Span)).Length);
    }

    [Fact]
    public void WithoutAThousandTheSeparatorGivesWayToADecimalComma()
    {
        Assert.Equal(DirtKind.DecimalComma, Dirt.Write(DirtKind.ThousandsSeparator, Row(toDate: 12.5), 2, new Utf8Block()));
    }

    [Fact]
    public void InvalidUtf8IsInvalid()
    {
        var block = new Utf8Block();
        Dirt.Write(DirtKind.InvalidUtf8, Row(), 0, block);

        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, true).GetString(block.Written.Span));
    }

    /// <summary>A clean row with texts that each kind of dirt changes.</summary>
    private static CsvLine Row(double toDate = 1234.5)
    {
        var row = new CsvLine();
        foreach (var column in CustomerColumns.Names)
        {
            switch (column)
            {
                case "lastContactOn": row.Add(new DateOnly(2026, 8, 31)); break;
                case "revenueToDate": row.Add(toDate); break;
                case "monthlyRevenue" or "revenue12m" or "directCost12m": row.Add(12.5); break;
                case "eBilling" or "holdsMobile" or "holdsTv" or "openComplaint" or "vulnerable": row.Add(true); break;
                case "tenureMonths" or "calls12m" or "webSessions12m": row.Add(12); break;
                default: row.Add(Encoding.UTF8.GetBytes(column)); break;
            }
        }
        return row;
    }
}
