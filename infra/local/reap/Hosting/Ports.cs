using System.Net;
using System.Net.Sockets;

namespace ReapFunctions.Local.Reap.Hosting;

/// <summary>Ports of the loopback address.</summary>
internal static class Ports
{
    /// <summary>Where emulators of storage usually are: blobs, queues, tables.</summary>
    public static readonly IReadOnlyList<int> UsualStorage = [10000, 10001, 10002];

    /// <summary>Where a Functions app on a developer's machine usually is.</summary>
    public const int UsualApp = 7071;

    /// <summary>The usual ports where they are free, else for each the next one that is.</summary>
    public static int[] FreeFrom(IReadOnlyList<int> usual)
    {
        var free = new int[usual.Count];
        for (var index = 0; index < free.Length; index++)
        {
            var port = Math.Max(usual[index], index == 0 ? 0 : free[index - 1] + 1);
            while (!IsFree(port))
                port++;
            free[index] = port;
        }
        return free;
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
