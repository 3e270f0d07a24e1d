using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Roles: who gets which, and that each id is the one that Microsoft documents for the name beside it.</summary>
public partial class RoleTests
{
    private const string Sender = "Storage Queue Data Message Sender";

    /// <summary>From "Azure built-in roles" in Microsoft's documentation.</summary>
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        [Sender] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    [BicepFact]
    public void EveryRoleHasItsDocumentedId() =>
        Assert.All(
            Assignments(Deployment.Everything), role =>
            Assert.Equal(Documented[Name(role)], role.Text("properties.roleDefinitionId")!.Split('/')[^1]));

    [BicepFact]
    public void TheAppHasTheRolesThatItNeedsAndNoMore() =>
        Assert.Equal(
            Documented.Keys.Where(name => name != Sender)
            .Order(), RolesOf(Deployment.Default, "Microsoft.ManagedIdentity/userAssignedIdentities").Order());

    [BicepFact]
    public void EventGridMayOnlySendMessages() =>
        Assert.Equal([Sender], RolesOf(Deployment.Default, "Microsoft.EventGrid/systemTopics"));

    [BicepFact]
    public void TheDeployerReachesDataOnlyWhenAskedFor()
    {
        Assert.DoesNotContain(
            ParameterFile.FirstDeployment["AZURE_PRINCIPAL_ID"], Deployment.Default.Json, StringComparison.Ordinal);
        var deployer = ParameterFile.Everything["deployerId"].Trace;
        Assert.Equal(
            RolesOf(Deployment.Everything, "Microsoft.ManagedIdentity/userAssignedIdentities")
            .Order(), RolesOf(Deployment.Everything, deployer).Order());
    }

    // The group and the subscription hold more than this environment.
    [BicepFact]
    public void NoRoleReachesFurtherThanItsResource() =>
        Assert.All(Assignments(Deployment.Everything), role => Assert.Matches(
            Name(role).StartsWith("Storage ", StringComparison.Ordinal)
                ? @"/Microsoft\.Storage/storageAccounts/streap\w+"
                : @"/Microsoft\.Insights/components/appi-reap-\w+", role.Id));

    // Parts of the workbook, in the module monitoring, have ids too.
    [BicepFact]
    public void NoIdStandsWithoutItsName() =>
        Assert.All(
            Template.All.Where(template => template.Modules.Count == 0 && template.Name != "monitoring"),
            template =>
                Assert.All(
                Id().Matches(template.Json.GetRawText()).Select(match => match.Value), id =>
                Assert.Contains(id, Documented.Values)));

    private static IEnumerable<Resource> Assignments(Deployment deployment) =>
        deployment.Of("Microsoft.Authorization/roleAssignments");

    private static string Name(Resource assignment) => assignment.Text("properties.description")!;

    private static IEnumerable<string> RolesOf(Deployment deployment, string principal) =>
        Assignments(deployment).Where(role => role.Text("properties.principalId")!.Contains(principal, StringComparison.Ordinal))
            .Select(Name);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
