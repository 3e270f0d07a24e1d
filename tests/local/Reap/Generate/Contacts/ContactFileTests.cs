using ReapFunctions.Local.Reap;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Local.Reap.Generate.Contacts;

namespace ReapFunctions.Local.Tests.Reap.Generate.Contacts;

public sealed class ContactFileTests : IDisposable
{
    private static readonly TelcoOptions Options = SampleTelco.Options(3_000);
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task ContactsAreRead()
    {
        var log = await ReadAsync("C00000007,tv,email,2026-11-20", "C00000007,stayAnnual,call,2026-11-01");

        Assert.Equal(
            [new Contact(7, TelcoOffer.StayAnnual, TelcoChannel.Call, 71), new Contact(7, TelcoOffer.Tv, TelcoChannel.Email, 90)],
            log.Of(7));
        Assert.Empty(log.Of(8));
    }

    [Theory]
    [InlineData("X7,tv,call,2026-11-20", "'X7' is no customer of seed 1. Take ids of an extract of the same seed.")]
    [InlineData("C00000007,phone,call,2026-11-20", "'phone' is no offer. Known: stayAnnual, renewEarly,")]
    [InlineData("C00000007,tv,letter,2026-11-20", "'letter' is no channel. Known: call, email, sms.")]
    [InlineData("C00000007,tv,call,20.11.2026", "'20.11.2026' is not a date. Write yyyy-MM-dd")]
    [InlineData("C00000007,tv,call,2025-11-20", "2025-11-20 is before 2026-08-22, where the story begins.")]
    [InlineData("C00000007,tv,call", "it has 3 cells. Write four: customerId,offer,channel,day.")]
    public async Task WhatIsWrongIsSaidWithItsRow(string line, string fault)
    {
        var thrown = await Assert.ThrowsAsync<UsageException>(() => ReadAsync("C00000003,tv,call,2026-11-20", line));

        Assert.Contains("Row 2 (line 3): " + fault, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARepeatedContactIsRefusedSinceItsAnswerWouldBeTheSame()
    {
        var thrown = await Assert.ThrowsAsync<UsageException>(
            () => ReadAsync("C00000003,tv,call,2026-11-20", "C00000003,tv,call,2026-11-20"));

        Assert.Contains("Row 2 (line 3) repeats line 2. Remove one of them.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOfSomethingElseIsRefused()
    {
        await File.WriteAllTextAsync(file, "id,name\n");

        var thrown = await Assert.ThrowsAsync<UsageException>(() => ContactFile.ReadAsync(file, Options, default));

        Assert.Contains("begins with 'id,name'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryIdOfAnExtractIsFound()
    {
        var telco = new SyntheticTelco(Options);

        for (var number = 0L; number < 20_000; number++)
        {
            Assert.True(CustomerId.TryParse(Options.Seed, telco.IdOf(number), out var found));
            Assert.Equal(number, found);
        }
    }

    private async Task<ContactLog> ReadAsync(params string[] lines)
    {
        await File.WriteAllTextAsync(file, string.Join('\n', lines.Prepend(ContactFile.Header)) + "\n");
        return await ContactFile.ReadAsync(file, Options, default);
    }
}
