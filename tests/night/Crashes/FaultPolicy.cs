using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>Stands between the clients of one process and storage, and lets requests go wrong.</summary>
internal sealed class FaultPolicy(RequestLog log) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource died = New();
    private readonly List<TaskCompletionSource> held = [];
    private TaskCompletionSource stalled = New();

    /// <summary>Ends when the process dies. What it has under way never ends: nothing of it is carried out any more.</summary>
    public Task Died => died.Task;

    /// <summary>Ends when the next request is held.</summary>
    public Task Stalled => stalled.Task;

    /// <summary>Lets the requests go on that are held.</summary>
    public void Release()
    {
        stalled = New();
        lock (held)
        {
            held.ForEach(request => request.SetResult());
            held.Clear();
        }
    }

    /// <summary>Waits for the next request to be held.</summary>
    public void Rearm() => stalled = New();

    /// <summary>Only the configuration is read so, by a process that has nothing under way yet.</summary>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await EndIfDeadAsync();
        switch (log.Next(NameOf(message.Request)))
        {
            case Fault.Lost:
                throw Unreachable();
            case Fault.Unanswered:
                await ProcessNextAsync(message, pipeline);
                throw Unreachable();
            case Fault.Repeated:
                await ProcessNextAsync(message, pipeline);
                message.Response.Dispose();
                break;
            case Fault.DiesBefore:
                died.TrySetResult();
                break;
            case Fault.DiesAfter:
                await ProcessNextAsync(message, pipeline);
                died.TrySetResult();
                break;
            case Fault.Stalls:
                await HoldAsync();
                break;
        }
        await EndIfDeadAsync();
        await ProcessNextAsync(message, pipeline);
        await EndIfDeadAsync();
    }

    private Task HoldAsync()
    {
        var request = New();
        lock (held)
            held.Add(request);
        stalled.TrySetResult();
        return request.Task;
    }

    private Task EndIfDeadAsync() => died.Task.IsCompleted ? New().Task : Task.CompletedTask;

    /// <summary>What the SDK throws when it has tried several times in vain.</summary>
    private static AggregateException Unreachable() =>
        new("Retry failed after 4 tries.", new RequestFailedException("The connection was closed."));

    /// <summary>The request without what differs from account to account.</summary>
    private static string NameOf(Request request)
    {
        var path = request.Uri.PathAndQuery.TrimStart('/');
        return $"{request.Method} {Uri.UnescapeDataString(path[path.IndexOf('/', StringComparison.Ordinal)..])}";
    }

    // Whoever waits goes on by itself, not in the middle of whoever ends the wait.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
