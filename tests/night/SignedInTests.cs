using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReapFunctions.Erasure;
using ReapFunctions.Http;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Night.Tests;

/// <summary>Who is signed in stands with what they did: with the run, and in the proof of an erasure.</summary>
public sealed class SignedInTests(TrainedNight trained) : FlowTest(trained), IClassFixture<TrainedNight>
{
    private const string Person = "somebody";

    [Fact]
    public async Task WhoPutsBackAndMakesAgainStandsWithTheRun()
    {
        await New<PublishEarlierRun>().RunAsync(Request(), $"{TrainedNight.Run}", default);
        await New<RetryRun>().RunAsync(Request(), $"{TrainedNight.Run}", default);

        var answer = Assert.IsType<Ok<RunsAnswer>>(
            await flow.New<GetRuns>().RunAsync(new DefaultHttpContext().Request, default)).Value!;

        Assert.Equal(
            [(RunDeed.PutBack, Person), (RunDeed.Retried, Person)],
            answer.Runs.Single(run => run.Run == TrainedNight.Run).Acts.Select(act => (act.Deed, act.By)));
    }

    [Fact]
    public async Task WhoAskedForAnErasureStandsInItsProof()
    {
        var answer = await New<EraseCustomer>().RunAsync(Request(), "nobody", default);

        var proof = Assert.IsType<JsonHttpResult<ErasureProof>>(answer).Value!;
        Assert.Equal(Person, proof.AskedBy);
        Assert.True(proof.AskedAt <= proof.At);
    }

    private T New<T>() => ActivatorUtilities.CreateInstance<T>(
        flow.Services,
        new SignIn(
            new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_AUTH_ENABLED", "true")]).Build(),
            new ReapSettings { SignInClient = "client", SignInTenant = "tenant" }));

    private static HttpRequest Request()
    {
        const string Principal = """
            { "auth_typ": "aad", "claims": [
                { "typ": "aud", "val": "client" }, { "typ": "tid", "val": "tenant" }, { "typ": "oid", "val": "somebody" } ] }
            """;
        var request = new DefaultHttpContext().Request;
        request.Headers["X-MS-CLIENT-PRINCIPAL"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Principal));
        return request;
    }
}
