using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>The conversation with one worker process, from its first message to the end of its stream.</summary>
internal sealed class WorkerChannel(string workerId, WorkerLog log, Action<WorkerChannel> onEnd)
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> invocations = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StatusResult>> loads = [];
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerInitResponse> initialized =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int endings;

    public string WorkerId => workerId;

    /// <summary>Where the worker takes HTTP requests; null when it takes none.</summary>
    public string? HttpUri { get; private set; }

    /// <summary>Completes when nothing can be asked any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>Waits for the worker, and has it load the functions.</summary>
    /// <exception cref="HostException">The worker refuses.</exception>
    public async Task OpenAsync(string appFolder, IReadOnlyList<AppFunction> functions, CancellationToken cancellationToken)
    {
        await connected.Task.WaitAsync(cancellationToken);
        var request = new WorkerInitRequest
        {
            HostVersion = "4.0.0.0",
            WorkerDirectory = appFolder,
            FunctionAppDirectory = appFolder,
        };
        // Announced as the genuine host does: typed payloads, and requests that are forwarded.
        request.Capabilities.Add("V2Compatable", bool.TrueString);
        Send(new StreamingMessage { WorkerInitRequest = request });
        var answer = await initialized.Task.WaitAsync(cancellationToken);
        if (answer.Result.Status != StatusResult.Types.Status.Success)
            throw new HostException($"The worker does not start: {answer.Result.Exception?.Message}");
        HttpUri = answer.Capabilities.TryGetValue("HttpUri", out var uri) ? uri.TrimEnd('/') : null;
        await Task.WhenAll(functions.Select(function => LoadAsync(function, appFolder, cancellationToken)));
    }

    /// <summary>Has a function run; cancelling asks the worker to cancel it, and goes on waiting for its answer.</summary>
    /// <exception cref="WorkerEndedException">The worker ended meanwhile.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        invocations[request.InvocationId] = answer;
        if (ended.Task.IsCompleted)
            Fail(request.InvocationId);
        Send(new StreamingMessage { InvocationRequest = request });
        await using var cancelling = cancellationToken.Register(() =>
            Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        return await answer.Task;
    }

    /// <summary>Asks the worker to end.</summary>
    public void Terminate() => Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    /// <summary>Fails what is being waited for.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref endings, 1) == 1)
            return;
        onEnd(this);
        ended.TrySetResult();
        outgoing.Writer.TryComplete();
        connected.TrySetException(new WorkerEndedException("The worker ended."));
        initialized.TrySetException(new WorkerEndedException("The worker ended."));
        foreach (var load in loads.Values)
            load.TrySetException(new WorkerEndedException("The worker ended."));
        foreach (var id in invocations.Keys)
            Fail(id);
    }

    /// <summary>Serves the worker's stream to its end.</summary>
    public async Task ServeAsync(
        IAsyncStreamReader<StreamingMessage> incoming,
        IServerStreamWriter<StreamingMessage> responses,
        CancellationToken cancellationToken)
    {
        connected.TrySetResult();
        var sending = SendAllAsync(responses, cancellationToken);
        try
        {
            await foreach (var message in incoming.ReadAllAsync(cancellationToken))
                Receive(message);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The process is gone: its end is noticed there.
        }
        finally
        {
            End();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> responses, CancellationToken cancellationToken)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
            await responses.WriteAsync(message, cancellationToken);
    }

    private async Task LoadAsync(AppFunction function, string appFolder, CancellationToken cancellationToken)
    {
        var loaded = loads[function.Name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(new StreamingMessage { FunctionLoadRequest = WorkerMessages.Load(function, appFolder) });
        var result = await loaded.Task.WaitAsync(cancellationToken);
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new HostException(
                $"The worker cannot load function {function.Name}: {result.Exception?.Message} Build the app again.");
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                initialized.TrySetResult(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                if (loads.TryRemove(message.FunctionLoadResponse.FunctionId, out var load))
                    load.TrySetResult(message.FunctionLoadResponse.Result);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (invocations.TryRemove(message.InvocationResponse.InvocationId, out var answer))
                    answer.TrySetResult(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog);
                break;
        }
    }

    private void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    private void Fail(string invocationId)
    {
        if (invocations.TryRemove(invocationId, out var answer))
            answer.TrySetException(new WorkerEndedException("The worker ended before the function did."));
    }
}
