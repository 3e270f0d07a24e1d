using System.Text;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class EntityReaderTests
{
    [Fact]
    public void AnAnnotationCountsBeforeAndBehindItsValue()
    {
        var read = Read<TableEntity>("""{"A@odata.type":"Edm.Int64","A":"5","B":"6","B@odata.type":"Edm.Int64"}""");

        Assert.Equal((5L, 6L), (read["A"], read["B"]));
    }

    [Fact]
    public void NumbersAreIntLongOrDoubleByTheirForm()
    {
        var read = Read<TableEntity>("""{"A":1,"B":5000000000,"C":1.0,"D":1e3,"E":null}""");

        Assert.Equal((1, 5000000000L, 1.0, 1000.0, null), (read["A"], read["B"], read["C"], read["D"], read["E"]));
    }

    [Fact]
    public void MetadataIsNoProperty()
    {
        var read = Read<TableEntity>("""{"odata.metadata":"x","odata.type":"y","odata.etag":"W/\"1\"","A":1}""");

        Assert.Equal(["odata.etag", "A"], read.Keys);
        Assert.Equal("W/\"1\"", read.ETag.ToString());
    }

    [Fact]
    public void EscapedNamesAreRead()
    {
        Assert.Equal(1, Read<TableEntity>("""{"\u0041":1}""")["A"]);
        Assert.Equal("t", Read<Invoice>("""{"\u0054ext":"t"}""").Text);
    }

    [Fact]
    public void ATextPropertyWithAnotherTypeIsNull() => Assert.Null(Read<Invoice>("""{"Text":5}""").Text);

    [Fact]
    public void AnUnknownEnumNameIsSaid() =>
        Assert.Contains("Property Band", Assert.Throws<InvalidOperationException>(() => Read<Invoice>("""{"Band":"Golden"}""")).Message);

    [Fact]
    public void APageIsTheArrayUnderValueWhereverItStands()
    {
        var page = EntityReader.ReadPage<TableEntity>(Encoding.UTF8.GetBytes(
            """{"odata.metadata":"x","other":{"value":[1]},"value":[{"A":1},{"A":2}]}"""));

        Assert.Equal([1, 2], page.Select(entity => entity["A"]));
        Assert.Empty(EntityReader.ReadPage<TableEntity>("{}"u8.ToArray()));
        Assert.Empty(EntityReader.ReadPage<TableEntity>("""{"value":[]}"""u8.ToArray()));
    }

    private static T Read<T>(string json)
        where T : class, ITableEntity => EntityReader.ReadOne<T>(Encoding.UTF8.GetBytes(json));
}
