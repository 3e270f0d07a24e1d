namespace ReapFunctions.Infra.Tests.Bicep;

public class BicepTests
{
    public static TheoryData<string> Files => [.. Repository.Files("infra/azure", "*.bicep")];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryFileIsWellFormedAndFitsItsModules(string path) => Assert.Empty(Faults(BicepFile.Of(path)));

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryParameterIsDescribed(string path) =>
        Assert.All(BicepFile.Of(path).Parameters, parameter => Assert.Contains("description", parameter.Decorators.Keys));

    [Fact]
    public void EveryModuleIsUsed()
    {
        var used = BicepFile.All().SelectMany(file => file.Modules.Select(module => Linker.Resolve(file, module.Path)));
        Assert.Equal(Repository.Files("infra/azure", "*.bicep").Where(path => path != "infra/azure/main.bicep"), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AResourceTypeHasOneApiVersionInAllFiles() =>
        Assert.All(
            BicepFile.All().SelectMany(file => file.Resources).GroupBy(resource => resource.Type.Split('/')[0] + "/" + resource.Type.Split('/')[1]),
            type => Assert.True(type.Select(resource => resource.Version).Distinct().Count() == 1, $"{type.Key} is used in several versions"));

    [Fact]
    public void ApiVersionsAreDates() =>
        Assert.All(BicepFile.All().SelectMany(file => file.Resources), resource => Assert.Matches(@"^20\d\d-[01]\d-[0-3]\d(-preview)?$", resource.Version));

    [Fact]
    public void NothingAsksForKeys()
    {
        string[] keys = ["listKeys", "listAccountSas", "listServiceSas", "listSecrets", "AccountKey", "SharedAccessSignature"];
        Assert.All(BicepFile.All(), file => Assert.DoesNotContain(file.Tokens, token => keys.Any(key => token.Text.Contains(key, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("param a string\noutput b string = c", "line 2: 'c' is not declared")]
    [InlineData("param a string", "'a' is never used")]
    [InlineData("var a = 1\nvar a = 2\noutput b int = a", "'a' is declared 2 times")]
    [InlineData("output b string = 'x${c}'", "'c' is not declared")]
    [InlineData("var a = [for x in [1]: y]\noutput b array = a", "'y' is not declared")]
    [InlineData("output b array = map([1], x => { x: y })", "'y' is not declared")]
    [InlineData("module m 'modules/nothing.bicep' = {\n  name: 'm'\n}", "there is no module modules/nothing.bicep")]
    [InlineData("module m 'modules/identity.bicep' = {\n  name: 'm'\n  params: {\n    name: 'n'\n    location: 'l'\n  }\n}", "needs 'tags'")]
    [InlineData("module m 'modules/identity.bicep' = {\n  name: 'm'\n  params: {\n    name: 'n'\n    location: 'l'\n    tags: {}\n    colour: 'red'\n  }\n}", "no parameter 'colour'")]
    [InlineData("module m 'modules/identity.bicep' = {\n  name: 'm'\n  params: { name: 'n', location: 'l', tags: {} }\n}\noutput b string = m.outputs.shape", "no output 'shape'")]
    [InlineData("output b string = loadTextContent('queries/nothing.kql')", "there is no file queries/nothing.kql")]
    public void AFaultIsFound(string text, string fault) =>
        Assert.Contains(Faults(BicepFile.Parse("infra/azure/test.bicep", text)), found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("var a = {\n  b: [\n}\n", "line 3: '}' closes nothing")]
    [InlineData("var a = (1", "line 1: '(' is never closed")]
    [InlineData("var a = 'b\n", "not closed on its line")]
    [InlineData("var a = 'b${c'\n", "not closed on its line")]
    [InlineData("variable a = 1", "begins no statement")]
    [InlineData("resource a 'Microsoft.Storage/storageAccounts' = {}", "names no API version")]
    public void BrokenTextIsRefused(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<BicepException>(() => BicepFile.Parse("infra/azure/test.bicep", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsRightIsNotCalledAFault()
    {
        const string text = """
            // A 'quote' and a { in a comment.
            @allowed(['a', 'b'])
            param kind string = 'a'
            var list = ['x', 'y']
            var both = map(list, (item, i) => { name: item, at: i })
            resource thing 'A.B/c@2024-01-01' = [for (item, i) in both: if (kind == 'a') {
              name: '${item.name}-${kind == 'a' ? 'first' : string(i)}'
              properties: {
                'odata.type': item.?at ?? 0
              }
            }]
            output id string = thing[0].id
            """;
        Assert.Empty(Faults(BicepFile.Parse("infra/azure/test.bicep", text)));
    }

    private static IReadOnlyList<string> Faults(BicepFile file) =>
        Linker.Faults(file, path => Repository.Exists(path) ? BicepFile.Of(path) : null);
}
