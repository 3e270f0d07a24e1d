using System.IO.Hashing;
using System.Text;

namespace ReapFunctions.Night.Tests.Crashes;

/// <summary>What goes wrong at a request to storage.</summary>
public enum Fault
{
    None,

    /// <summary>It never arrives, and the SDK has tried for the last time.</summary>
    Lost,

    /// <summary>It is carried out, but its answer never arrives, and the SDK has tried for the last time.</summary>
    Unanswered,

    /// <summary>It is carried out, its answer never arrives, and the SDK sends it again.</summary>
    Repeated,

    /// <summary>The process dies before it is sent.</summary>
    DiesBefore,

    /// <summary>The process dies when it has been carried out.</summary>
    DiesAfter,

    /// <summary>
    /// It is held for so long that the lock of the message ends and everything else is done before it goes on.
    /// </summary>
    Stalls,
}

/// <summary>What is worth trying.</summary>
internal static class Faults
{
    /// <summary>
    /// A reading changes nothing: it makes no difference whether it was carried out before something went wrong.
    /// </summary>
    public static bool IsWorthWhileAt(this Fault fault, RequestName request) =>
        fault is Fault.Lost or Fault.DiesBefore or Fault.Stalls || !request.Reads;

    /// <summary>What goes wrong at a request of a rough night: at one in a hundred something, by its name and the seed.</summary>
    public static Fault OfRough(int seed, RequestName request)
    {
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(request.ToString()), seed);
        return hash % 100 == 0 ? (Fault)(1 + hash / 100 % 6) : Fault.None;
    }
}

/// <summary>A request as it is found again in the next night: requests that are sent beside each other change places.</summary>
/// <param name="Before">How often the same was asked before in the night.</param>
internal sealed record RequestName(string Text, int Before)
{
    public bool Reads => Text.StartsWith("GET ", StringComparison.Ordinal) || Text.StartsWith("HEAD ", StringComparison.Ordinal);
}

/// <summary>Names the requests of a night, whichever process sends them, and says what goes wrong at each.</summary>
internal sealed class RequestLog(Func<RequestName, Fault> faults)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> times = new(StringComparer.Ordinal);
    private readonly List<RequestName> all = [];

    /// <summary>All requests so far, in the order in which they were sent.</summary>
    public IReadOnlyList<RequestName> All
    {
        get
        {
            lock (gate)
                return [.. all];
        }
    }

    /// <summary>How much has gone wrong.</summary>
    public int Struck { get; private set; }

    public Fault Next(string text)
    {
        lock (gate)
        {
            var before = times.GetValueOrDefault(text);
            times[text] = before + 1;
            var name = new RequestName(text, before);
            all.Add(name);
            var fault = faults(name);
            Struck += fault == Fault.None ? 0 : 1;
            return fault;
        }
    }
}
