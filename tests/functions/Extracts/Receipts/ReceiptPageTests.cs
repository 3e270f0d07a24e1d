using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;

namespace ReapFunctions.Tests.Extracts.Receipts;

public sealed class ReceiptPageTests
{
    private const string Hostile = "<script>alert('1')</script>&\"";
    private const string Header = "id,age,charges,active,since,plan\n";

    [Fact]
    public async Task ThePageSaysWhatTheReceiptSays()
    {
        var receipt =
            (await SmallExtract.Clean(Header
            + "1,34,29.85,true,2024-02-29,basic\n2, 40,9.5,false,2024-03-01,plus\n3,131,1,true,2024-01-01,basic\n")).Receipt;

        var page = ReceiptPage.Of(receipt with { Source = "customers", Date = new(2026, 11, 21) });

        foreach (var text in new[] { "customers, 2026-11-21", "accepted with warnings", receipt.Sentence, "above maximum", "131",
            "trim", "charges", receipt.Sha256 })
            Assert.Contains(text, Text(page));
        Assert.Contains("<svg", page);
    }

    [Fact]
    public async Task TheUploadsTextIsEncodedWhereverItStands()
    {
        var quoted = $"\"{Hostile.Replace("\"", "\"\"")}\"";
        var contract = SmallExtract.With("""{ "name": "id" }, { "name": "n", "type": "integer" }, { "name": "kind" }""");

        var receipt = (await SmallExtract.Clean($"id,n,kind,{quoted}\n1,5,{quoted},x\n2,{quoted},b,x\n", contract)).Receipt;
        var page = ReceiptPage.Of(receipt with { File = Hostile, Source = Hostile, ETag = Hostile });

        Assert.DoesNotContain("<script", page);
        // In the file's name, the title, the heading, the ETag, the unknown column, a value of the profile and the rejected
        // value.
        Assert.InRange(Regex.Count(Text(page), Regex.Escape(Hostile)), 7, 20);
        Parse(page);
    }

    [Fact]
    public async Task AWrongDelimiterIsTheOneCauseThatIsShown()
    {
        var receipt = (await SmallExtract.Clean(Header.Replace(',', ';') + "1;34;29.85;true;2024-02-29;basic\n")).Receipt;

        Assert.Equal(RefusalReason.WrongDelimiter, receipt.Refusal);
        var page = Text(ReceiptPage.Of(receipt with { Warnings = ["The file lacks age."], MissingColumns = ["age"] }));
        Assert.Contains(receipt.Sentence, page);
        Assert.DoesNotContain("Worth a look", page);
        Assert.DoesNotContain("Missing columns", page);
        Assert.Contains("For billing, or whoever delivers the file; whoever keeps the contract", page);
    }

    [Fact]
    public async Task WhoCanActIsSaidOfEachReasonAndRowsOfOneColumnAreCountedRight()
    {
        var receipt = (await SmallExtract.Clean(
            Header + "1\n2,131,1,true,2024-01-01,basic\n3,34,29.85,true,2024-02-29,basic\n")).Receipt;

        var page = Text(ReceiptPage.Of(receipt));
        Assert.Contains("The row has 1 column, the header has 6.", page);
        Assert.Contains("too few columns", page);
        Assert.Contains("whoever keeps the contract, when the file is as agreed", page);
    }

    [Fact]
    public void AListOfNamesSaysThatItGoesOn()
    {
        Assert.Equal("c1, c2", RejectText.Names(["c1", "c2"]));
        Assert.EndsWith("c10 and 2 more", RejectText.Names([.. Enumerable.Range(1, 12).Select(column => $"c{column}")]));
    }

    [Fact]
    public async Task DriftIsShownColumnByColumn()
    {
        var tonight = (await SmallExtract.Clean(Night(60))).Receipt;
        var before = (await SmallExtract.Clean(Night(0))).Receipt;

        var receipt = Verdict.Compared(tonight, Drift.Measure(tonight, [before]));

        Assert.Equal(ReceiptStatus.AcceptedWithWarnings, receipt.Status);
        Assert.Contains("charges has moved", receipt.Sentence);
        var page = ReceiptPage.Of(receipt);
        Assert.Contains("Against the extract before", page);
        Assert.Contains("bar alarm", page);
        Parse(page);
    }

    [Fact]
    public void ARefusalIsAPageToo()
    {
        var receipt = Receipt.Refused(
            "", null, Hostile, "0x1", new(RefusalReason.WrongPath, "Upload it as source/date/file."), default);

        var page = ReceiptPage.Of(receipt);

        Assert.Contains("refused", page);
        Assert.Contains("Upload it as source/date/file.", Text(page));
        Parse(page);
    }

    [Fact]
    public async Task ThePageNeedsNothingFromOutsideAndIsSmall()
    {
        var page = ReceiptPage.Of((await SmallExtract.Clean(Night(0))).Receipt);

        Assert.DoesNotMatch("src=|href=|url\\(|@import|<script", page);
        Assert.InRange(page.Length, 1000, 30_000);
    }

    private static string Night(int more) => Header + string.Concat(Enumerable.Range(0, 2000).Select(row =>
        $"c{row},{20 + row % 60},{row % 100 + more},{(row % 3 == 0 ? "true" : "false")},2024-01-{row % 28 + 1:D2},basic\n"));

    private static string Text(string page) =>
        string.Concat(Parse(page).DescendantNodes().OfType<XText>().Select(text => text.Value));

    /// <summary>The page is well-formed once the elements without an end are closed.</summary>
    private static XDocument Parse(string page) =>
        XDocument.Parse(Regex.Replace(page.Replace("<!DOCTYPE html>", ""), "<meta ([^>]*)>", "<meta $1/>"));
}
