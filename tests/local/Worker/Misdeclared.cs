using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Tests.Worker;

#pragma warning disable CA1801, CA1822 // Parameters are what is tested.

internal sealed class SameName
{
    [Function("SAMENAME")]
    public void One([QueueTrigger("some-queue")] string text) => _ = text;
}

internal sealed class SameNameAgain
{
    [Function("SameName")]
    public void Two([QueueTrigger("some-queue")] string text) => _ = text;
}

internal sealed class Outer
{
    internal sealed class Inner
    {
        [Function("Inner")]
        public void Run([QueueTrigger("some-queue")] string text) => _ = text;
    }
}

internal sealed class Overloaded
{
    [Function("Overloaded")]
    public void Run([QueueTrigger("some-queue")] string text) => Run(text, 1);

    public void Run(string text, int times) => _ = (text, times);
}

internal sealed class WithoutTrigger
{
    [Function("WithoutTrigger")]
    public void Run(string text) => _ = text;
}

internal sealed class WithTwoTriggers
{
    [Function("WithTwoTriggers")]
    public void Run([QueueTrigger("some-queue")] string text, [TimerTrigger("0 0 * * * *")] TimerInfo timer) => _ = (text, timer);
}

internal sealed class WithAsyncVoid
{
    [Function("WithAsyncVoid")]
    public async void Run([QueueTrigger("some-queue")] string text) => await Task.FromResult(text);
}

internal sealed class WithServiceParameter
{
    [Function("WithServiceParameter")]
    public void Run([QueueTrigger("some-queue")] string text, IHttpContextAccessor service) => _ = (text, service);
}

internal sealed class WithQueueClient
{
    [Function("WithQueueClient")]
    public void Run([QueueTrigger("some-queue")] Azure.Storage.Queues.QueueClient queue) => _ = queue;
}

internal sealed class WithPocoForHttp
{
    [Function("WithPocoForHttp")]
    public void Run([HttpTrigger(AuthorizationLevel.Function, "post")] Order order) => _ = order;
}

internal sealed class NotPublic
{
    [Function("NotPublic")]
    internal void Run([QueueTrigger("some-queue")] string text) => _ = text;
}

internal abstract class Abstract
{
    [Function("Abstract")]
    public void Run([QueueTrigger("some-queue")] string text) => _ = text;
}

internal record BaseOutput([property: QueueOutput("some-queue")] string Text);

internal sealed record DerivedOutput(string Text) : BaseOutput(Text);

internal sealed class WithInheritedOutput
{
    [Function("WithInheritedOutput")]
    public DerivedOutput Run([QueueTrigger("some-queue")] string text) => new(text);
}

internal sealed class WithValueTaskOutputs
{
    [Function("WithValueTaskOutputs")]
    public ValueTask<Answer> Run([HttpTrigger(AuthorizationLevel.Function, "post")] HttpRequest request) =>
        new(new Answer(Results.Ok(request.Path), null, null));
}

internal sealed class WithoutHttpResult
{
    [Function("WithoutHttpResult")]
    public BaseOutput Run([HttpTrigger(AuthorizationLevel.Function, "post")] HttpRequest request) => new(request.Path);
}

internal sealed class WithOutputOfNothing
{
    [Function("WithOutputOfNothing")]
    [QueueOutput("some-queue")]
    public Task Run([QueueTrigger("some-queue")] string text) => Task.FromResult(text);
}

internal sealed class WithWrongQueueName
{
    [Function("WithWrongQueueName")]
    public void Run([QueueTrigger("Some_Queue")] string text) => _ = text;
}

internal sealed class WithWrongRoute
{
    [Function("WithWrongRoute")]
    public void Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "a/{b/c")] HttpRequest request) => _ = request;
}

internal sealed class WithWrongSchedule
{
    [Function("WithWrongSchedule")]
    public void Run([TimerTrigger("nightly")] TimerInfo timer) => _ = timer;
}
