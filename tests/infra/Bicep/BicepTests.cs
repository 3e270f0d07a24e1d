using System.Text.RegularExpressions;

namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>The Bicep files compile and lint without a word, and what they say of themselves is complete.</summary>
public class BicepTests
{
    private const string Folder = "infra/azure";
    private static readonly Lazy<IReadOnlyList<string>> Found = new(() => Compiler.Lint(DeployedFiles.Full(Folder)));

    public static TheoryData<string> Files => [.. DeployedFiles.Files(Folder, "*.bicep")];

    [BicepTheory]
    [MemberData(nameof(Files))]
    public void CompilerAndLinterFindNothingIn(string path) =>
        Assert.DoesNotContain(Found.Value, line => line.StartsWith(DeployedFiles.Full(path) + "(", StringComparison.Ordinal));

    [BicepFact]
    public void CompilerAndLinterFindNothing() => Assert.Empty(Found.Value);

    // The linter says nothing of files that it does not find and of rules that it does not know: here it must speak.
    [BicepFact]
    public void FaultsAreFound()
    {
        (string Path, string Line, string Fault)[] faults =
        [
            ("modules/identity.bicep", "param colour string", "Error no-unused-params"),
            ("main.bicep", "var colour = 'red'", "Error no-unused-vars"),
            ("modules/events.bicep", "output host string = 'blob.core.windows.net'", "Error no-hardcoded-env-urls"),
            ("resources.bicep", "output colour string = storage.outputs.colour", "Error BCP053"),
        ];
        var copy = Directory.CreateTempSubdirectory("reap-bicep-");
        foreach (var file in DeployedFiles.Files(Folder, "*"))
        {
            var target = Path.Combine(copy.FullName, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(DeployedFiles.Full(file), target);
        }
        foreach (var (path, line, _) in faults)
            File.AppendAllText(Path.Combine(copy.FullName, path), line + "\n");
        var found = Compiler.Lint(copy.FullName);
        Assert.All(faults, fault => Assert.Contains(found, said =>
            said.Contains(fault.Path + "(", StringComparison.Ordinal) && said.Contains(fault.Fault, StringComparison.Ordinal)));
        copy.Delete(recursive: true);
    }

    [BicepFact]
    public void EveryParameterIsDescribed() =>
        Assert.All(Template.All, template => Assert.All(template.Parameters, parameter =>
            Assert.False(
                string.IsNullOrEmpty(parameter.Value.Description), $"{template.Name}: {parameter.Key} is not described")));

    // A module's deployment has the name of its file.
    [BicepFact]
    public void EveryFileIsDeployedOnce() =>
        Assert.Equal(
            DeployedFiles.Files(Folder, "*.bicep").Select(path => Path.GetFileNameWithoutExtension(path)).Order(),
            Template.All.Select(template => template.Name).Order());

    [BicepFact]
    public void AResourceTypeHasOneApiVersionInAllFiles() =>
        Assert.All(
            Deployment.Everything.Resources.GroupBy(resource => string.Join('/', resource.Type.Split('/').Take(2))),
            type => Assert.Single(type.Select(resource => resource.ApiVersion).Distinct()));

    [BicepFact]
    public void NothingAsksForKeys()
    {
        var template = Template.Main.Json.GetRawText();
        Assert.All(
            ["listKeys", "listAccountSas", "listServiceSas", "listSecrets", "AccountKey", "SharedAccessSignature"],
            key => Assert.DoesNotContain(key, template, StringComparison.OrdinalIgnoreCase));
    }

    [BicepFact]
    public void NoApiIsAPreviewWhereThereIsAnother() =>
        // Microsoft has kept diagnostic settings in preview since 2021, its only version with log categories as they are today.
        Assert.All(
            Deployment.Everything.Resources.Where(resource => resource.Type != "Microsoft.Insights/diagnosticSettings"),
            resource => Assert.DoesNotMatch(new Regex("preview"), resource.ApiVersion));
}
