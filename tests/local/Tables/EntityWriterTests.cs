using System.Buffers;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.Tables;

public sealed class EntityWriterTests
{
    [Fact]
    public void OnlyWhatJsonCannotSayIsAnnotated() =>
        Assert.Equal(
            """
            {"PartitionKey":"p","RowKey":"r","Text":"é\"'","Flag":true,"Int":1,"Long@odata.type":"Edm.Int64","Long":"1","Double@odata.type":"Edm.Double","Double":1.0}
            """,
            Write(new TableEntity("p", "r") { ["Text"] = "é\"'", ["Flag"] = true, ["Int"] = 1, ["Long"] = 1L, ["Double"] = 1.0 }));

    [Fact]
    public void TimesAreUtcWithAllTheirTicks() =>
        Assert.Equal(
            """{"At@odata.type":"Edm.DateTime","At":"2026-11-22T05:00:00.0000001Z"}""",
            Write(new TableEntity { ["At"] = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.FromHours(2)).AddTicks(1) }));

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "1E+20")]
    [InlineData(123456789012345680.0, "1.2345678901234568E+17")]
    [InlineData(-1.7976931348623157E+308, "-1.7976931348623157E+308")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void DoublesAreWrittenSoThatTheyReadAsDoubles(double value, string json) =>
        Assert.Equal($$"""{"A@odata.type":"Edm.Double","A":{{json}}}""", Write(new TableEntity { ["A"] = value }));

    [Fact]
    public void WhatTheServiceKeepsItselfIsNotSent() =>
        Assert.Equal(
            """{"PartitionKey":"p","RowKey":"r"}""",
            Write(new TableEntity("p", "r") { Timestamp = DateTimeOffset.UnixEpoch, ETag = new ETag("x"), ["Nothing"] = null }));

    [Fact]
    public void AClassIsWrittenLikeADictionary()
    {
        var written = Write(new Invoice { Number = 5, Band = Band.High, Timestamp = DateTimeOffset.UnixEpoch, ETag = new ETag("x"), Customer = "c" });

        Assert.Contains("\"Number@odata.type\":\"Edm.Int64\",\"Number\":\"5\"", written);
        Assert.Contains("\"Band\":\"High\"", written);
        Assert.Contains("\"customer\":\"c\"", written);
        Assert.DoesNotContain("Timestamp", written);
        Assert.DoesNotContain("ETag", written);
        Assert.DoesNotContain("Secret", written);
        Assert.DoesNotContain("Maybe", written);
    }

    [Fact]
    public void ABodyLargerThanTheFirstBufferIsWhole()
    {
        using var buffer = new RequestBuffer();
        var values = Enumerable.Range(0, 20).ToDictionary(i => $"A{i}", i => (object)new string((char)('a' + i), 30_000));
        using (var json = EntityWriter.To(buffer))
            EntityWriter.Write(json, new TableEntity(values));

        var members = values.Select(value => $"\"{value.Key}\":\"{value.Value}\"");
        Assert.Equal($"{{{string.Join(',', members)}}}", Encoding.UTF8.GetString(buffer.Written.Span));
    }

    private static string Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = EntityWriter.To(buffer);
        EntityWriter.Write(json, entity);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
