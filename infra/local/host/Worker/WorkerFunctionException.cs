using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>A function failed in the worker; the message is what the worker says of it, stack included.</summary>
internal sealed class WorkerFunctionException(RpcException? fault) : Exception(Text(fault))
{
    private static string Text(RpcException? fault) => fault switch
    {
        null => "The function failed; the worker does not say why.",
        { StackTrace: "" } => fault.Message,
        // Most workers send the whole exception as its message.
        _ when fault.Message.Contains(fault.StackTrace, StringComparison.Ordinal) => fault.Message,
        _ => $"{fault.Message}\n{fault.StackTrace}",
    };
}
