using System.Collections.Concurrent;
using Grpc.Core;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>Takes the streams of workers, each of which must be one that this host started.</summary>
internal sealed class WorkerService(WaitingChannels channels) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.StartStream is not { } start
            || !channels.TryTake(start.WorkerId, out var channel))
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start that worker."));
        await channel.ServeAsync(requestStream, responseStream, context.CancellationToken);
    }
}

/// <summary>The channels that wait for their worker's first message.</summary>
internal sealed class WaitingChannels
{
    private readonly ConcurrentDictionary<string, WorkerChannel> waiting = [];

    public void Add(WorkerChannel channel) => waiting[channel.WorkerId] = channel;

    public bool TryTake(string workerId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerChannel? channel) =>
        waiting.TryRemove(workerId, out channel);
}
