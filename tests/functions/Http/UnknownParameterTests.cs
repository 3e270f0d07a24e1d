using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ReapFunctions.Description;

namespace ReapFunctions.Tests.Http;

/// <summary>A parameter that is misspelt is no answer to another question: every call refuses what it does not know.</summary>
public class UnknownParameterTests
{
    public static TheoryData<string> Calls => [.. ApiDescription.Operations.Select(operation => operation.Function.Name)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task AParameterThatNobodyKnowsIsRefusedBeforeAnythingElse(string call)
    {
        var operation = Of(call);
        var problem = Assert.IsType<ProblemHttpResult>(await CallAsync(operation, "?code=key&nobodyKnows=1")).ProblemDetails;
        Assert.Equal(400, problem.Status);
        Assert.Equal("nobodyKnows", problem.Extensions["parameter"]);
        Assert.All(operation.Query, known => Assert.Contains(known.Name, problem.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task ParametersThatAreDescribedAreKnown(string call)
    {
        var operation = Of(call);
        var query = string.Join('&', operation.Query.Select(known => $"{known.Name}=").Append("nobodyKnows="));
        var problem = Assert.IsType<ProblemHttpResult>(await CallAsync(operation, $"?{query}")).ProblemDetails;
        Assert.Equal("nobodyKnows", problem.Extensions["parameter"]);
    }

    private static Operation Of(string call) =>
        ApiDescription.Operations.Single(operation => operation.Function.Name == call);

    /// <summary>Made without anything that it would need to answer.</summary>
    private static async Task<object?> CallAsync(Operation operation, string query)
    {
        var function = RuntimeHelpers.GetUninitializedObject(operation.Function);
        var method = operation.Function.GetMethods()
            .Single(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(HttpRequest)));
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        var running = (Task)method.Invoke(
            function, BindingFlags.DoNotWrapExceptions, null,
            [
                .. method.GetParameters().Select(parameter =>
                    parameter.ParameterType == typeof(HttpRequest) ? request
                    : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
                    : (object)"any"),
            ],
            null)!;
        await running;
        var answer = running.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(running);
        return answer is IResult ? answer : answer!.GetType().GetProperty("Response")!.GetValue(answer);
    }
}
