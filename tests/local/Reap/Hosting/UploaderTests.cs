using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap.Hosting;

public class UploaderTests
{
    [Theory]
    [InlineData("data/customers/2026-11-21/customers.csv", "2026-11-21")]
    [InlineData("export-2026-11-21.csv.gz", "2026-11-21")]
    [InlineData("archive-2025-01-01/customers/2026-11-21/customers.csv", "2026-11-21")]
    [InlineData("2026-11-21/9999-99-99.csv", "2026-11-21")]
    public void TheDateIsTheLastInThePath(string path, string date) => Assert.Equal(DateOnly.Parse(date), Uploader.DateIn(path));

    [Theory]
    [InlineData("customers.csv")]
    [InlineData("2026-13-01.csv")]
    public void APathWithoutADateHasNone(string path) => Assert.Null(Uploader.DateIn(path));
}
