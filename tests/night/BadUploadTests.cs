using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

public sealed class BadUploadTests(BadUploadTests.SharedApp app) : IClassFixture<BadUploadTests.SharedApp>
{
    private const string Header = "customerId,name\n";

    public static TheoryData<string, byte[], string> BadUploads => new()
    {
        { "unicorns/2026-11-20/a.csv", "a,b\n1,2\n"u8.ToArray(), "unicorns" },
        { "customers/2026-11-20/empty.csv", [], "empty" },
        { "customers/2026-11-20/header.csv", FullHeader(), "header" },
        { "customers/2026-11-20/missing.csv", Encoding.UTF8.GetBytes($"{Header}C1,Ann\n"), "segment" },
        { "customers/2026-11-20/semicolons.csv", Semicolons(), "';'" },
        { "customers/2026-11-20/broken.csv.gz", BrokenGzip(), "gzip" },
        { "customers/2026-11-20/picture.csv", Binary(), "text" },
        { "customers/2026-11-20/twice.csv", Encoding.UTF8.GetBytes("customerId,customerId\nC1,C1\n"), "customerId" },
        { "customers/20.11.2026/date.csv", "a,b\n1,2\n"u8.ToArray(), "20.11.2026" },
        { "customers/2199-01-01/future.csv", "a,b\n1,2\n"u8.ToArray(), "lies ahead" },
        { "customers/0001-01-01/early.csv", "a,b\n1,2\n"u8.ToArray(), "is before 1900-01-01" },
        { "customers/notes.csv", "a,b\n1,2\n"u8.ToArray(), "customers/notes.csv" },
    };

    [Theory]
    [MemberData(nameof(BadUploads))]
    public async Task ABadFileIsRefusedWithASentenceAndStays(string name, byte[] content, string word)
    {
        await app.Local.UploadAsync(name, content);

        var receipt = await app.Local.ReceiptAsync(name);

        Assert.Equal("refused", (string?)receipt["status"]);
        Assert.Contains(word, (string)receipt["sentence"]!, StringComparison.OrdinalIgnoreCase);
        Assert.True(await new BlobClient(app.Local.Storage, Containers.Extracts, name).ExistsAsync());
        Assert.Empty(await PoisonQueues.WithMessagesAsync(app.Local.Storage));
    }

    private static byte[] FullHeader() => Encoding.UTF8.GetBytes(GoodLines()[0] + "\n");

    private static byte[] Semicolons() => Encoding.UTF8.GetBytes(string.Join('\n', GoodLines().Take(5)).Replace(',', ';'));

    private static byte[] Binary() => [0x89, 0x50, 0x4E, 0x47, .. new byte[500]];

    private static byte[] BrokenGzip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', GoodLines())));
        return bytes.ToArray()[..(int)(bytes.Length / 2)];
    }

    private static string[] GoodLines() => Encoding.UTF8.GetString(Extracts.OfNightAsync(0).GetAwaiter().GetResult()).Split('\n');

    public sealed class SharedApp : IAsyncLifetime
    {
        private LocalApp? local;

        internal LocalApp Local => local ?? throw new InvalidOperationException("The app has not started.");

        public async Task InitializeAsync() => local = await LocalApp.OpenAsync();

        public async Task DisposeAsync()
        {
            if (local is not null)
                await local.DisposeAsync();
        }
    }
}
