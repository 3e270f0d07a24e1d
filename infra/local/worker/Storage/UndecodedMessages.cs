using Azure.Storage.Queues;

namespace ReapFunctions.Local.Worker.Storage;

/// <summary>Messages that are not Base64, where Base64 is asked for: no attempt can succeed, so they go to the poison queue.</summary>
internal static class UndecodedMessages
{
    /// <summary>Moves the message, its text as it came: encoding it again would hide what was wrong with it.</summary>
    public static async Task MoveToPoisonAsync(QueueMessageDecodingFailedEventArgs failure, QueueServiceClient plain)
    {
        if (failure.ReceivedMessage is not { } message || PoisonQueue.NameFor(failure.Queue.Name) is not { } poison)
            return;
        await plain.GetQueueClient(poison).SendOrCreateAsync(message.Body, failure.CancellationToken);
        await failure.Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, failure.CancellationToken);
    }
}
