using System.Net;

namespace ReapFunctions.Local.Host.Settings;

/// <summary>The command line: <c>--app FOLDER [--url http://127.0.0.1:7071] [--end-with-parent]</c>.</summary>
internal sealed record HostArguments
{
    private const string Usage =
        "Usage: ReapFunctions.Local.Host --app FOLDER [--url http://127.0.0.1:7071] [--end-with-parent].";

    /// <summary>The build output of the functions app, as a full path.</summary>
    public required string App { get; init; }

    /// <summary>Where to listen; port 0 takes any free one. Default: the port of the Core Tools on loopback.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:7071");

    /// <summary>Whether the end of standard input stops the host. Default false.</summary>
    public bool EndWithParent { get; init; }

    /// <summary>The address to bind.</summary>
    public IPAddress Address => Url.Host switch
    {
        "localhost" => IPAddress.Loopback,
        var host => IPAddress.Parse(host.Trim('[', ']')),
    };

    /// <exception cref="HostException">The arguments are not understood.</exception>
    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        HostArguments parsed = new() { App = "" };
        for (var i = 0; i < arguments.Count; i++)
        {
            parsed = arguments[i] switch
            {
                "--app" => parsed with { App = Path.GetFullPath(Value(arguments, ++i)) },
                "--url" => parsed with { Url = ParseUrl(Value(arguments, ++i)) },
                "--end-with-parent" => parsed with { EndWithParent = true },
                var other => throw new HostException($"'{other}' is not an argument of this host. {Usage}"),
            };
        }
        return parsed.App.Length > 0 ? parsed : throw new HostException($"No app is given. {Usage}");
    }

    private static string Value(IReadOnlyList<string> arguments, int index) =>
        index < arguments.Count && arguments[index].Length > 0
            ? arguments[index]
            : throw new HostException($"'{arguments[index - 1]}' has no value. {Usage}");

    private static Uri ParseUrl(string text)
    {
        if (!Uri.TryCreate(text.Replace("//*", "//0.0.0.0").Replace("//+", "//0.0.0.0"), UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || (url.Host != "localhost" && !IPAddress.TryParse(url.Host.Trim('[', ']'), out _)))
        {
            throw new HostException(
                $"'{text}' is no address to listen on. "
                + "Write one such as http://127.0.0.1:7071 (a number, not a name; http only).");
        }
        return url;
    }
}
