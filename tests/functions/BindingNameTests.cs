using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Tests;

/// <summary>
/// The Functions host knows bindings and functions by names without case: of two that are one name to it, it loads neither.
/// </summary>
public class BindingNameTests
{
    public static TheoryData<string> Functions => [.. Methods.Keys];

    private static Dictionary<string, MethodInfo> Methods { get; } = typeof(Registration).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}", StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Functions))]
    public void NoTwoBindingsOfAFunctionShareAName(string function) =>
        Assert.Empty(SharedNames(BindingsOf(Methods[function])));

    [Fact]
    public void NoTwoFunctionsShareAName() =>
        Assert.Empty(SharedNames(Methods.Values.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)));

    [Fact]
    public void AParameterAndAnOutputThatDifferByCaseAreOneName() =>
        Assert.Equal(["request"], SharedNames(BindingsOf(typeof(Clashing).GetMethod(nameof(Clashing.Run))!)));

    /// <summary>Parameters but those that are no data, outputs of the returned class, and what is returned itself.</summary>
    private static IEnumerable<string> BindingsOf(MethodInfo method)
    {
        var parameters = method.GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(CancellationToken)
                && parameter.ParameterType != typeof(FunctionContext))
            .Select(parameter => parameter.Name!);
        var returned = method.ReturnType is { IsGenericType: true } task ? task.GetGenericArguments()[0] : method.ReturnType;
        var outputs = returned.GetProperties()
            .Where(property => property.GetCustomAttributes<OutputBindingAttribute>().Any())
            .Select(property => property.Name);
        return [.. parameters, .. outputs, .. method.GetCustomAttributes<OutputBindingAttribute>().Select(_ => "$return")];
    }

    private static IEnumerable<string> SharedNames(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key);

    private sealed class Clashing
    {
        [QueueOutput("asked")]
        public string? Request { get; init; }

        public static Task<Clashing> Run([QueueTrigger("asks")] string request) =>
            Task.FromResult(new Clashing { Request = request });
    }
}
