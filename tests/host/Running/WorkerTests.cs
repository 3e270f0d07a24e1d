using System.Net;

namespace ReapFunctions.Host.Tests.Running;

/// <summary>
/// A worker that dies, or does not end a function, is started again, and its messages are done by the next one.
/// </summary>
public sealed class WorkerTests(Azurite azurite) : IClassFixture<Azurite>
{
    [Fact]
    public async Task AFunctionThatIgnoresItsTimeoutCostsTheWorkerAndItsMessageRunsAgain()
    {
        await using var host = await HostProcess.StartAsync(
            azurite.ConnectionString, ("AzureFunctionsJobHost__functionTimeout", "00:00:10"));
        var worker = await host.WorkerAsync();
        await azurite.SendAsync("ignores-in", "endless");
        var said = Assert.Single(await azurite.TakeAsync("ignores-out", 1));
        // The second run may have been too slow as well, where the machine is busy with everything else.
        Assert.Matches(@"^endless [2-9] \d+$", said);
        Assert.False(said.EndsWith($" {worker}", StringComparison.Ordinal), said);
        Assert.Contains("A function ran longer than functionTimeout allows", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerThatDiesIsReplacedAndFourTimesIsTooOften()
    {
        await using var host = await HostProcess.StartAsync(azurite.ConnectionString, ("AzureFunctionsWebHost__hostid", "dies"));
        for (var i = 0; i < 4; i++)
        {
            using var response = await host.Http.PostAsync("api/Dies", null);
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            if (i == 0)
                Assert.Equal("home", (await host.Http.GetStringAsync("api/pages/home")).Replace("by name", "home"));
        }
        Assert.Equal(1, await host.EndAsync());
        await host.SaysAsync("The worker has ended 4 times. Its log above says why.");
    }
}
