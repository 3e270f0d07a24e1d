using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Built-in roles: each id is the one that Microsoft documents for the name beside it.</summary>
public partial class RoleTests
{
    /// <summary>From "Azure built-in roles" in Microsoft's documentation.</summary>
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Queue Data Message Sender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    [Fact]
    public void EveryRoleHasItsDocumentedId() => Assert.All(Roles(), role => Assert.Equal(Documented[role.Name], role.Id));

    [Fact]
    public void TheAppHasTheRolesThatItNeedsAndNoMore() =>
        Assert.Equal(Documented.Keys.Where(name => name != "Storage Queue Data Message Sender").Order(), RolesOf("infra/azure/modules/access.bicep").Order());

    [Fact]
    public void EventGridMayOnlySendMessages() =>
        Assert.Equal(["Storage Queue Data Message Sender"], RolesOf("infra/azure/modules/events.bicep"));

    [Fact]
    public void NoIdStandsWithoutItsName()
    {
        var named = Roles().Select(role => role.Id).ToHashSet();
        var ids = BicepFile.All().SelectMany(file => file.Tokens).Where(token => Id().IsMatch(token.Text)).Select(token => token.Text);
        Assert.All(ids, id => Assert.Contains(id, named));
    }

    private static IEnumerable<string> RolesOf(string path) => Roles().Where(role => role.Path == path).Select(role => role.Name);

    // { name: 'Storage Blob Data Owner', id: '...' }
    private static IEnumerable<(string Path, string Name, string Id)> Roles() =>
        Repository.Files("infra/azure", "*.bicep")
            .SelectMany(path => Role().Matches(Repository.Read(path)).Select(match => (path, match.Groups[1].Value, match.Groups[2].Value)));

    [GeneratedRegex("name: '([^']+)', id: '([0-9a-f-]{36})'")]
    private static partial Regex Role();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    private static partial Regex Id();
}
