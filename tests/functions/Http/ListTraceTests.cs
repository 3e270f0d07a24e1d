using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ReapFunctions.Enquiries;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Http;
using ReapFunctions.Lists;
using ReapFunctions.Lists.Selections;
using ReapFunctions.Lists.WinBack;
using ReapFunctions.Storage;
using ReapFunctions.Tests.Description;

namespace ReapFunctions.Tests.Http;

public class ListTraceTests
{
    private readonly Lines lines = new();

    public static TheoryData<Type> Lists => [.. ListCalls.All];

    [Fact]
    public void TheCallsThatNameCustomersAreFoundByWhatTheyAnswer() =>
        Assert.Superset(
            new HashSet<Type>(
                [
                    typeof(GetPropensityList), typeof(GetSelectedCustomers), typeof(GetRecoveryList), typeof(GetWinBackList),
                    typeof(GetEnquiries), typeof(GetRejects),
                ]),
            ListCalls.All.ToHashSet());

    /// <summary>That it is used is seen where every call is made, on a night.</summary>
    [Theory]
    [MemberData(nameof(Lists))]
    public void EveryCallThatNamesCustomersTakesTheTrace(Type function) =>
        Assert.Contains(
            Assert.Single(function.GetConstructors()).GetParameters(),
            parameter => parameter.ParameterType == typeof(ListTrace));

    [Fact]
    public void WhoIsAtThisMachineIsNoSystem()
    {
        Note(isLocal: true, "?segment=family&code=secret&after=token");
        Note(isLocal: false, "");

        Assert.Equal(
            ["the user of this machine pulled the list churn of 2026-11-21.1 as csv: 7 customers. Asked for: ?segment=family",
                "a system pulled the list churn of 2026-11-21.1 as csv: 7 customers. Asked for: everybody"],
            lines.Written);
    }

    private void Note(bool isLocal, string query)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("localhost");
        request.QueryString = new QueryString(query);
        var signIn = new SignIn(new ConfigurationBuilder().Build(), new ReapSettings { LocalUser = isLocal });
        new ListTrace(signIn, lines).Note(request, "churn", "2026-11-21.1", "csv", 7);
    }

    private sealed class Lines : ILogger<ListTrace>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
