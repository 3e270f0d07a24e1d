using System.Text;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Night.Tests;

/// <summary>What 'reap upload' does with a file that is there already, byte for byte.</summary>
public sealed class UploadedAgainTests : FlowTest, IDisposable
{
    private static readonly DateOnly Date = new(2026, 11, 20);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("reap-again-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task ARefusedFileIsUploadedAgainSinceWhatItLackedMayBeThereByNow()
    {
        var (first, second) = await TwiceAsync(Encoding.UTF8.GetBytes("a;b\n1;2\n"));

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task AnAcceptedFileStays()
    {
        var (first, second) = await TwiceAsync(await Extracts.OfNightAsync(0));

        Assert.Equal(first, second);
    }

    private async Task<(string First, string Second)> TwiceAsync(byte[] content)
    {
        var file = Path.Combine(folder.FullName, "customers.csv");
        await File.WriteAllBytesAsync(file, content);
        var first = await UploadAsync(file);
        Assert.Equal(first, await UploadAsync(file));
        await flow.CleanedAsync($"customers/{Date:yyyy-MM-dd}/customers.csv");
        return (first, await UploadAsync(file));
    }

    private async Task<string> UploadAsync(string file) =>
        (await Uploader.UploadAsync(new Destination(account.ConnectionString, App: null), file, "customers", Date, null, default))
            .ExtractId;
}
