namespace ReapFunctions.Infra.Tests.Bicep;

/// <summary>What is wrong in a file and between it and its modules, in sentences; empty when nothing is.</summary>
internal static class Linker
{
    /// <param name="load">Gives the file at a path from the repository's root; null when there is none.</param>
    public static IReadOnlyList<string> Faults(BicepFile file, Func<string, BicepFile?> load) =>
        [.. Twice(file), .. Undeclared(file), .. Unused(file), .. ModuleFaults(file, load), .. MissingFiles(file)];

    private static IEnumerable<string> Twice(BicepFile file) =>
        file.Declarations.Where(declaration => declaration is not Output).GroupBy(declaration => declaration.Name).Where(same => same.Count() > 1)
            .Select(same => $"{file}: '{same.Key}' is declared {same.Count()} times.");

    private static IEnumerable<string> Undeclared(BicepFile file)
    {
        var declared = Referable(file).Select(declaration => declaration.Name).ToHashSet();
        return file.Declarations.SelectMany(Expressions)
            .SelectMany(expression => Names.Used(expression))
            .Where(name => !declared.Contains(name.Text))
            .Select(name => $"{file} line {name.Line}: '{name.Text}' is not declared.");
    }

    // A resource or module that makes something has its use in itself; parameters and variables do not.
    private static IEnumerable<string> Unused(BicepFile file)
    {
        var used = file.Declarations.SelectMany(Expressions).SelectMany(expression => Names.Used(expression)).Select(name => name.Text).ToHashSet();
        return file.Declarations.Where(declaration => declaration is Parameter or Variable && !used.Contains(declaration.Name))
            .Select(declaration => $"{file} line {declaration.Line}: '{declaration.Name}' is never used.");
    }

    private static IEnumerable<string> ModuleFaults(BicepFile file, Func<string, BicepFile?> load)
    {
        foreach (var module in file.Modules)
        {
            if (load(Resolve(file, module.Path)) is not { } target)
            {
                yield return $"{file} line {module.Line}: there is no module {module.Path}.";
                continue;
            }
            foreach (var unknown in module.Passed.Except(target.Parameters.Select(parameter => parameter.Name)))
                yield return $"{file} line {module.Line}: {target} has no parameter '{unknown}'.";
            foreach (var missing in target.Parameters.Where(parameter => parameter.Required && !module.Passed.Contains(parameter.Name)))
                yield return $"{file} line {module.Line}: {target} needs '{missing.Name}'.";
            foreach (var output in OutputsRead(file, module.Name).Except(target.Outputs.Select(output => output.Name)))
                yield return $"{file}: {target} has no output '{output}'.";
        }
    }

    private static IEnumerable<string> MissingFiles(BicepFile file) =>
        Enumerable.Range(0, file.Tokens.Count - 2)
            .Where(i => file.Tokens[i].Kind is TokenKind.Name && file.Tokens[i].Text.StartsWith("load", StringComparison.Ordinal) && file.Tokens[i + 1].Is("("))
            .Select(i => file.Tokens[i + 2])
            .Where(path => !Repository.Exists(Resolve(file, path.Text)))
            .Select(path => $"{file} line {path.Line}: there is no file {path.Text}.");

    /// <summary>A path in a file, from the repository's root.</summary>
    public static string Resolve(BicepFile file, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file.Path)!, path))).Replace('\\', '/');

    private static IEnumerable<Declaration> Referable(BicepFile file) => file.Declarations.Where(declaration => declaration is not Output);

    private static IEnumerable<IReadOnlyList<Token>> Expressions(Declaration declaration) => declaration switch
    {
        Variable variable => [variable.Value],
        Resource resource => [resource.Body],
        Module module => [module.Body],
        Output output => [output.Value],
        _ => [],
    };

    // module.outputs.name, and module!.outputs.name for one that may not be deployed.
    private static IEnumerable<string> OutputsRead(BicepFile file, string module) =>
        Enumerable.Range(0, Math.Max(0, file.Tokens.Count - 4))
            .Where(i => file.Tokens[i].IsName(module) && file.Tokens[i + 2].IsName("outputs"))
            .Select(i => file.Tokens[i + 4].Text)
            .Distinct();
}
