using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

if (Environment.GetEnvironmentVariable("TestAppFails") is { } reason)
    throw new InvalidOperationException(reason);
if (Environment.GetEnvironmentVariable("TestAppWaits") is { } waiting)
{
    Console.WriteLine(waiting);
    await Task.Delay(Timeout.Infinite);
}
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();
