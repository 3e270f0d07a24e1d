using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Erasure;

/// <summary>Carries out the erasures that had to wait for a run; a run that is complete waits for them in turn.</summary>
public sealed class FinishErasures(PersonErasure erasure, WorkClaimStore claims)
{
    [Function(nameof(FinishErasures))]
    public async Task RunAsync(
        [QueueTrigger(Queues.FinishErasures)] ErasuresWait message, CancellationToken cancellationToken)
    {
        if (!await erasure.FinishAsync(cancellationToken) && message.ComesAgain)
            await claims.ComeAgainAsync(Queues.FinishErasures, message, cancellationToken);
    }
}
