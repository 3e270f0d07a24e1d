using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ReapFunctions.Description;

/// <summary>What the source says of types and their properties: the XML documentation built beside each assembly.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<Assembly> read = [];

    /// <summary>The summary of a type; null without one.</summary>
    public string? Of(Type type) => Text(Find(type.Assembly, $"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>The summary of a property, or what its record says of it as a parameter; null without either.</summary>
    public string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return Text(Find(type.Assembly, $"P:{NameOf(type)}.{property.Name}")?.Element("summary"))
            ?? Text(Find(type.Assembly, $"T:{NameOf(type)}")?.Elements("param")
                .FirstOrDefault(parameter => (string?)parameter.Attribute("name") == property.Name));
    }

    private XElement? Find(Assembly assembly, string member)
    {
        if (read.Add(assembly))
            Read(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"));
        return members.GetValueOrDefault(member);
    }

    /// <summary>Without the file there is nothing to say: the description is whole all the same.</summary>
    private void Read(string file)
    {
        if (!File.Exists(file))
            return;
        foreach (var member in XDocument.Load(file).Descendants("member"))
            members[(string)member.Attribute("name")!] = member;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        var text = element is null ? "" : Space().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();
        return text.Length > 0 ? text : null;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when (string?)(element.Attribute("cref") ?? element.Attribute("name")) is { } name => Named(name),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    /// <summary>What is referred to, by its last name: properties are called as in JSON.</summary>
    private static string Named(string reference)
    {
        var last = reference.Split('(')[0].Split('.', ':')[^1];
        return reference.StartsWith("P:", StringComparison.Ordinal) ? JsonNamingPolicy.CamelCase.ConvertName(last) : last;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
