using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Tests.Worker.Support;
using ReapFunctions.Local.Worker.Hosting;

namespace ReapFunctions.Local.Tests.Worker;

/// <summary>What the platform refuses, ignores or breaks on stops the host before it starts, with a sentence that says what to do.</summary>
public sealed class MisdeclaredFunctionsTests
{
    [Theory]
    [InlineData(typeof(Outer.Inner), "nested class")]
    [InlineData(typeof(Overloaded), "shares its method name")]
    [InlineData(typeof(WithoutTrigger), "has no trigger")]
    [InlineData(typeof(WithTwoTriggers), "has 2 triggers")]
    [InlineData(typeof(WithAsyncVoid), "async void")]
    [InlineData(typeof(WithServiceParameter), "Take services by the constructor")]
    [InlineData(typeof(WithQueueClient), "takes its trigger as QueueClient")]
    [InlineData(typeof(WithPocoForHttp), "Take it as HttpRequest")]
    [InlineData(typeof(NotPublic), "is not public")]
    [InlineData(typeof(Abstract), "abstract class")]
    [InlineData(typeof(WithInheritedOutput), "output property 'Text' is inherited")]
    [InlineData(typeof(WithValueTaskOutputs), "ValueTask")]
    [InlineData(typeof(WithoutHttpResult), "[HttpResult]")]
    [InlineData(typeof(WithOutputOfNothing), "returns nothing")]
    [InlineData(typeof(WithWrongQueueName), "names the queue 'Some_Queue'")]
    [InlineData(typeof(WithWrongRoute), "has the route 'api/a/{b/c'")]
    [InlineData(typeof(WithWrongSchedule), "has the schedule 'nightly'")]
    public void EachFaultIsSaidWithTheFunctionsName(Type type, string reason)
    {
        var fault = Assert.Single(FaultsOf(type));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.Contains($"'{type.Name}'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFunctionsOfOneNameAreRefusedInAnyCase() =>
        Assert.Contains("declared 2 times", Assert.Single(FaultsOf(typeof(SameName), typeof(SameNameAgain))), StringComparison.Ordinal);

    [Fact]
    public void AllFaultsAreReportedTogether() =>
        Assert.Equal(3, FaultsOf(typeof(WithoutTrigger), typeof(WithAsyncVoid), typeof(WithWrongSchedule)).Count);

    [Fact]
    public void HttpFunctionsNeedTheWebApplication()
    {
        var builder = new FunctionsApplicationBuilder(new LocalHostSetup { FunctionTypes = [typeof(GetsResult)] });
        var fault = Assert.Throws<MisdeclaredFunctionsException>(builder.Build);
        Assert.Contains("ConfigureFunctionsWebApplication", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingStorageConnectionIsNamed()
    {
        var builder = TestApp.Builder(new Dictionary<string, string?> { ["Queue"] = "some-queue" }, new Calls(), typeof(TakesText));
        var fault = Assert.Throws<MisdeclaredFunctionsException>(builder.Build);
        Assert.Contains("AzureWebJobsStorage", Assert.Single(fault.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void ADisabledFunctionIsLeftOut()
    {
        var settings = new Dictionary<string, string?> { ["Queue"] = "some-queue", ["AzureWebJobs.TakesText.Disabled"] = "true" };
        TestApp.Builder(settings, new Calls(), typeof(TakesText)).Build().Dispose();
    }

    [Fact]
    public void ABuilderBuildsOnce()
    {
        var builder = TestApp.Builder(new Dictionary<string, string?>(), new Calls());
        builder.Build().Dispose();
        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
    }

    private static IReadOnlyList<string> FaultsOf(params Type[] functions)
    {
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };
        var builder = TestApp.Builder(settings, new Calls(), functions);
        return Assert.Throws<MisdeclaredFunctionsException>(builder.Build).Faults;
    }
}
