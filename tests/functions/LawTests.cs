using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReapFunctions.Tests;

/// <summary>
/// Laws of the house that no analyzer knows: what names of types tell, how wide lines are, what lambdas are called.
/// </summary>
public partial class LawTests
{
    private const int MaxWidth = 130;

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Clients = [
        typeof(TableServiceClient), typeof(TableClient), typeof(QueueServiceClient), typeof(QueueClient),
        typeof(BlobServiceClient), typeof(BlobContainerClient), typeof(BlobClient), typeof(BlockBlobClient), typeof(BlobBaseClient)];

    private static readonly Type[] Types = [
        .. typeof(Registration).Assembly.GetTypes().Where(type => !type.IsNested && IsOwn(type))];

    private static readonly IReadOnlyDictionary<string, string[]> Lines =
        Repository.CSharpFiles("").Where(IsHeld).ToDictionary(path => path, path => Repository.Read(path).Split('\n'));

    [Fact]
    public void AStoreTouchesStorageAndNothingElseDoes() =>
        Assert.Empty(Types.Where(type => IsStore(type) != HasClient(type)).Select(type => type.FullName));

    /// <summary>What dotnet format calls the order of imports, without asking it: that takes as long as a build.</summary>
    [Fact]
    public void UsingsAreInOrder()
    {
        var unordered = Lines.Where(file =>
        {
            var usings = file.Value.Select(line => Using().Match(line)).Where(found => found.Success).ToArray();
            return !usings.SequenceEqual(usings.OrderBy(found => found.Groups["alias"].Success)
                .ThenBy(found => found.Groups["static"].Success)
                .ThenBy(found => !$"{found.Groups["name"].Value}.".StartsWith("System.", StringComparison.Ordinal))
                .ThenBy(found => found.Groups["name"].Value.Replace('.', '\u0001'), StringComparer.OrdinalIgnoreCase));
        });
        Assert.Empty(unordered.Select(file => $"{file.Key}: run dotnet format"));
    }

    [Fact]
    public void OptionsAreReadFromConfiguration()
    {
        var read = Types.Where(type => IsOptions(type) && type.GetMethod("Read", All) is { IsStatic: true }).ToHashSet();
        for (var known = 0; known < read.Count;)
        {
            known = read.Count;
            read.UnionWith(
                read.SelectMany(type => type.GetProperties()).Select(property => property.PropertyType).Where(IsOptions)
                    .ToArray());
        }
        Assert.Empty(Types.Where(IsOptions).Except(read).Select(type => type.Name));
    }

    [Fact]
    public void AnEntityIsTheShapeInATable() =>
        Assert.All(
            Types.Where(type => type.Name.EndsWith("Entity", StringComparison.Ordinal)),
            type => Assert.Contains(type.GetMethods(All), method => Held(method).Contains(typeof(TableEntity))));

    [Fact]
    public void AnswersAndRequestsAreWhatFunctionsOfHttpSpeak()
    {
        var spoken = Repository.CSharpFiles("functions").Select(path => Repository.Read("functions", path))
            .Where(text => text.Contains("[HttpTrigger(", StringComparison.Ordinal)).ToArray();
        Assert.All(
            Types.Where(type => type.Name.EndsWith("Answer", StringComparison.Ordinal)
                || type.Name.EndsWith("Request", StringComparison.Ordinal)),
            type => Assert.Contains(spoken, text => Regex.IsMatch(text, $@"\b{type.Name}\b")));
    }

    [Fact]
    public void NoTypeIsCalledThePluralOfAnother()
    {
        var names = Types.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(
            names, name =>
                names.Contains($"{name}s") || names.Contains($"{name}es") || names.Contains($"{name.TrimEnd('y')}ies"));
    }

    [Fact]
    public void FunctionsRunAsynchronously() =>
        Assert.All(
            Types.SelectMany(type => type.GetMethods()).Where(IsFunction),
            method => Assert.Matches("^Run\\w*Async$", method.Name));

    [Fact]
    public void EverythingThatAFunctionTakesIsRegistered()
    {
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };
        var services = new ServiceCollection()
            .AddReapFunctions(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var known = services.Select(service => service.ServiceType).ToHashSet();

        var taken = Types.Where(type => known.Contains(type) || type.GetMethods().Any(IsFunction))
            .SelectMany(type => type.GetConstructors().Take(1))
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => IsOwn(parameter.ParameterType) && !known.Contains(parameter.ParameterType)
                && !(IsMadeByFactory(parameter.Member.DeclaringType!)));

        Assert.Empty(taken.Select(parameter => $"{parameter.Member.DeclaringType!.Name} takes {parameter.ParameterType.Name}"));
    }

    [Fact]
    public void LinesAreNoWiderThanAScreen() =>
        Assert.Empty(Lines.SelectMany(file => WideLines(file.Value).Select(number => $"{file.Key}:{number}")));

    [Fact]
    public void ALineOfARawTextMayBeWide()
    {
        var wide = new string('x', MaxWidth + 1);
        Assert.Equal([1, 5], WideLines([wide, "var text = \"\"\"", wide, "    \"\"\";", wide]));
    }

    [Fact]
    public void LambdasAreNamedAfterTheirThing() =>
        Assert.Empty(
            Lines.SelectMany(
            file => file.Value.Where(line => Nameless().IsMatch(line)).Select(line => $"{file.Key}: {line.Trim()}")));

    [Theory]
    [InlineData("offers.Where(one => one.Cost > 0)", true)]
    [InlineData("offers.Sort((one, other) => 0)", true)]
    [InlineData("offers.Select((offer, other) => 0)", true)]
    [InlineData("Parallel.ForEachAsync(offers, async (one, token) => {})", true)]
    [InlineData("Run(async one => {})", true)]
    [InlineData("int Compare(int one, int other) => 0;", false)]
    [InlineData("runs.Select(other => other.Run)", true)]
    [InlineData("offers.Where(offer => offer.Cost > 0)", false)]
    [InlineData("var other => Text(other),", false)]
    public void ALambdaCalledOneIsFound(string line, bool isFound) => Assert.Equal(isFound, Nameless().IsMatch(line));

    private static bool IsOwn(Type type) =>
        type.Namespace?.StartsWith("ReapFunctions", StringComparison.Ordinal) == true && !type.Name.Contains('<');

    private static bool IsOptions(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal) && IsOwn(type);

    private static IEnumerable<Type> Held(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static bool IsStore(Type type) => type.Name.EndsWith("Store", StringComparison.Ordinal);

    /// <summary>The folder Storage is what stores are built of; the root puts them together.</summary>
    private static bool HasClient(Type type) =>
        type.Namespace is not ("ReapFunctions" or "ReapFunctions.Storage")
        && Own(type).SelectMany(Held).Any(held => Clients.Contains(held));

    /// <summary>The type and what is nested in it, closures too.</summary>
    private static IEnumerable<Type> Own(Type type) => type.GetNestedTypes(All).SelectMany(Own).Prepend(type);

    /// <summary>Types of whatever it is given and keeps, but for what a trigger binds.</summary>
    private static IEnumerable<Type> Held(Type type) =>
        type.GetConstructors(All).Concat<MethodBase>(type.GetMethods(All).Where(method => !IsFunction(method)))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType))
            .Concat(type.GetFields(All).Where(field => !field.Name.StartsWith('<')).Select(field => field.FieldType));

    private static bool IsFunction(MethodInfo method) => method.IsDefined(typeof(FunctionAttribute), inherit: false);

    /// <summary>Options are read, not made by the container.</summary>
    private static bool IsMadeByFactory(Type type) => type.GetMethods().Any(method => method.Name is "Read" or "<Clone>$");

    /// <summary>Here stand examples of what is not to be.</summary>
    private static bool IsHeld(string path) => !path.EndsWith("LawTests.cs", StringComparison.Ordinal);

    /// <summary>Numbers of lines that are too wide, but for those within a text of several lines.</summary>
    private static IEnumerable<int> WideLines(string[] lines)
    {
        var raw = false;
        for (var index = 0; index < lines.Length; index++)
        {
            var wasRaw = raw;
            raw ^= RawQuote().Count(lines[index]) % 2 == 1;
            if (lines[index].Length > MaxWidth && !wasRaw)
                yield return index + 1;
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuote();

    [GeneratedRegex(@"^(?:global )?using (?<static>static )?(?<name>[\w.]+)(?<alias> = )?[\w.<>, ]*;")]
    private static partial Regex Using();

    [GeneratedRegex(
        @"(?<!(?:var|\}|\w) )(?<![\w.""])(?:one|other) =>|async (?:one|other) =>|\((?:[^()]*, )?(?:one|other)(?:, [^()]*)?\) =>")]
    private static partial Regex Nameless();
}
