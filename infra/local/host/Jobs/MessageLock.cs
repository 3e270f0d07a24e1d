using System.Collections;
using System.Reflection;
using Microsoft.Azure.WebJobs.Host.Listeners;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// Hides messages that are being worked on for half a minute at a time instead of ten, renewed at a quarter of it. The SDK has
/// no setting for it, and after a killed host everything that it held would wait that long.
/// </summary>
internal sealed class MessageLock : IListenerDecorator
{
    /// <summary>How long a message stays hidden unless renewed; see <see cref="MessageLockPolicy"/>.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan MinRenewal = TimeSpan.FromSeconds(3);

    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    public IListener Decorate(ListenerDecoratorContext context)
    {
        Shorten(context.Listener, []);
        return context.Listener;
    }

    /// <summary>Finds the queue listeners, which other listeners hold.</summary>
    private static void Shorten(object listener, HashSet<object> visited)
    {
        if (!visited.Add(listener))
            return;
        if (listener.GetType().Name == "QueueListener")
        {
            Set(listener, "_visibilityTimeout", MessageLockPolicy.Told);
            Set(listener, "<MinimumVisibilityRenewalInterval>k__BackingField", MinRenewal);
        }
        var values = listener.GetType().GetFields(Fields).Select(field => field.GetValue(listener));
        foreach (var inner in values.SelectMany(Listeners))
            Shorten(inner, visited);
    }

    private static IEnumerable<object> Listeners(object? value) => value switch
    {
        null or string => [],
        IListener => [value],
        IEnumerable several => several.Cast<object?>().OfType<IListener>(),
        // What several functions share is no listener by its interface.
        _ when value.GetType().GetInterface("ISharedListener") is not null => [value],
        _ => [],
    };

    private static void Set(object listener, string name, TimeSpan value)
    {
        var field = listener.GetType().GetField(name, Fields)
            ?? throw new HostException(
                $"This version of the WebJobs SDK has no {name} in its queue listener. Go back to the version of the lock file.");
        field.SetValue(listener, value);
    }
}
