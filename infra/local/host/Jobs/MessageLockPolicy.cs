using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// Has storage hide messages for longer than the SDK believes. The SDK renews a lock when half of it is over, and on a busy
/// machine, whose storage answers late too, half of a short lock may be too little. Told of a shorter one it renews earlier.
/// <code>
/// SDK      14 s |------+------|              renews after 7 s
/// storage  30 s |-----------------------------|    23 s left for the renewal to arrive
/// </code>
/// </summary>
internal sealed partial class MessageLockPolicy : HttpPipelineSynchronousPolicy
{
    /// <summary>What the SDK is told; a number that nobody would write into host.json for something else.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromSeconds(14);

    private static readonly string Period = MessageLock.Period.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    public override void OnSendingRequest(HttpMessage message) =>
        message.Request.Uri.Query = Timeout().Replace(message.Request.Uri.Query, Period);

    [GeneratedRegex("(?<=[?&]visibilitytimeout=)14(?=&|$)")]
    private static partial Regex Timeout();
}
