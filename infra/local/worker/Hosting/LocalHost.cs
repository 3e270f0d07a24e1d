using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>Puts a host together.</summary>
internal static class LocalHost
{
    public static IHost Build(
        WebApplicationBuilder web,
        LocalHostSetup setup,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        bool http) => web.Build();
}
