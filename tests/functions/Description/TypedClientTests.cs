using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag.CodeGeneration.CSharp;
using ReapFunctions.Description;

namespace ReapFunctions.Tests.Description;

/// <summary>A client is made from the description by a generator that knows nothing of the app.</summary>
public class TypedClientTests
{
    [Fact]
    public async Task AClientThatIsMadeFromTheDescriptionCompilesAndHasEveryCall()
    {
        var document = await NSwag.OpenApiDocument.FromJsonAsync(await ApiDescription.TextAsync());
        var settings = new CSharpClientGeneratorSettings { ClassName = "ReapClient" };
        settings.CSharpGeneratorSettings.Namespace = "Reap";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;

        var compiled = Compile(new CSharpClientGenerator(document, settings).GenerateFile());

        Assert.Empty(compiled.GetDiagnostics().Where(said => said.Severity == DiagnosticSeverity.Error));
        var client = compiled.GetTypeByMetadataName("Reap.ReapClient")!;
        Assert.All(
            ApiDescription.Operations,
            operation => Assert.NotEmpty(client.GetMembers($"{operation.Function.Name}Async")));
        var prompts = compiled.GetTypeByMetadataName("Reap.PromptAnswer")!.GetMembers("Prompts").OfType<IPropertySymbol>();
        Assert.Equal("System.Collections.Generic.ICollection<Reap.Prompt>", Assert.Single(prompts).Type.ToString());
        var moved = compiled.GetTypeByMetadataName("Reap.PromptAnswer")!.GetMembers("RiskMoved").OfType<IPropertySymbol>();
        Assert.Equal("Reap.RiskMoved?", Assert.Single(moved).Type.ToString());
    }

    private static CSharpCompilation Compile(string source)
    {
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
        return CSharpCompilation.Create(
            "ReapClient",
            [CSharpSyntaxTree.ParseText(source)],
            assemblies.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }
}
