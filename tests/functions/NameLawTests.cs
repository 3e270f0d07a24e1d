using System.Text.RegularExpressions;

namespace ReapFunctions.Tests;

/// <summary>
/// A name stands for one thing in the whole repository, and no name is another's plural: read from the source, since no project
/// sees all others.
/// </summary>
public partial class NameLawTests
{
    /// <summary>Names that several folders may use, each with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> Shared = new Dictionary<string, string>
    {
        ["Log"] = "Every folder that logs has one, and uses no other.",
    };

    private static readonly IReadOnlyList<DeclaredType> Types = [
        .. new[] { "functions", "ml", "infra/local", "tests/benchmarks" }.SelectMany(
            project => Repository.CSharpFiles(project).SelectMany(
                file => TypesIn(project, Repository.Read(project, file))))];

    [Fact]
    public void NoTwoTypesHaveOneName() => Assert.Empty(SharedNames(Types));

    [Fact]
    public void NoTypeIsCalledThePluralOfAnotherAcrossProjects() => Assert.Empty(Plurals(Types));

    [Fact]
    public void AllProjectsAreRead()
    {
        Assert.Equal(4, Types.Select(type => type.Project).Distinct().Count());
        Assert.All(
            new[] { "ReapFunctions.Portfolio", "ReapFunctions.Ml.PropensityModel", "ReapFunctions.Benchmarks.Figures" },
            name => Assert.Contains(name, Types.Select(type => type.FullName)));
    }

    [Fact]
    public void ANameOfTwoNamespacesIsFound() =>
        Assert.Equal(
            ["Words: ml A.Words, infra/local B.Words"],
            SharedNames([
                .. TypesIn("ml", "namespace A;\ninternal static class Words\n"),
                .. TypesIn("infra/local", "namespace B;\n\npublic sealed record Words(int Count);\n")]));

    [Fact]
    public void PartsOfOneTypeAndTypesWithinTypesMayShareAName() =>
        Assert.Empty(
            SharedNames([
                .. TypesIn("ml", "namespace A;\ninternal partial class Words\n{\n    private struct Word\n"),
                .. TypesIn("ml", "namespace A;\npartial class Words\n"),
                .. TypesIn("ml", "namespace A.B;\nfile enum Word\n")]));

    [Theory]
    [InlineData("Upload", "Uploads")]
    [InlineData("AppProcess", "AppProcesses")]
    [InlineData("Entry", "Entries")]
    public void APluralIsFoundAlsoWithinATypeAndInAnotherProject(string single, string many) =>
        Assert.Equal(
            [$"{many} (infra/local B.{many}) is the plural of {single} (ml A.{single})"],
            Plurals([
                .. TypesIn("ml", $"namespace A;\npublic class Outer\n{{\n    private readonly record struct {single}(int A);\n"),
                .. TypesIn("infra/local", $"namespace B;\ninternal sealed class {many}<T>(int a)\n")]));

    [Fact]
    public void WhatIsNoDeclarationIsNoType() =>
        Assert.Empty(TypesIn("ml", "namespace A;\n/// <summary>A class Words</summary>\n    public Word Words(record Line) =>\n"));

    /// <summary>Top-level names in several namespaces, with where they stand.</summary>
    private static IEnumerable<string> SharedNames(IReadOnlyList<DeclaredType> types) =>
        types.Where(type => !type.IsNested && !Shared.ContainsKey(type.Name))
            .DistinctBy(type => (type.Project, type.FullName))
            .GroupBy(type => type.Name)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => $"{type.Project} {type.FullName}"))}");

    /// <summary>Pairs of which not both stand in functions: those are held by what the compiler made of them.</summary>
    private static IEnumerable<string> Plurals(IReadOnlyList<DeclaredType> types)
    {
        var byName = types.ToLookup(type => type.Name);
        return
            from single in types
            from plural in PluralsOf(single.Name)
            from many in byName[plural]
            where single.Project != "functions" || many.Project != "functions"
            select $"{many.Name} ({many.Project} {many.FullName}) is the plural of "
                + $"{single.Name} ({single.Project} {single.FullName})";
    }

    private static IEnumerable<string> PluralsOf(string name) =>
        name.EndsWith('y') ? [$"{name}s", $"{name[..^1]}ies"] : [$"{name}s", $"{name}es"];

    private static IEnumerable<DeclaredType> TypesIn(string project, string source)
    {
        var space = Namespace().Match(source).Groups[1].Value;
        return Declaration().Matches(source).Select(
            found => new DeclaredType(project, space, found.Groups["name"].Value, found.Groups["indent"].Length > 0));
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?<indent> *)(?:(?:public|internal|protected|private|file|static|sealed|abstract|partial|readonly|ref|unsafe|new) )*"
        + @"(?:class|struct|interface|enum|record(?: class| struct)?|delegate [\w<>\[\]?.]+) (?<name>[A-Z]\w*)\b",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    private sealed record DeclaredType(string Project, string Space, string Name, bool IsNested)
    {
        public string FullName => $"{Space}.{Name}";
    }
}
