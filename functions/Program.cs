using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using ReapFunctions;
using ReapFunctions.Http;
using ReapFunctions.Storage;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication().UseMiddleware<StorageFaults>();
    builder.Services.AddReapFunctions(builder.Configuration);
    await builder.Build().RunAsync();
    return 0;
}
catch (ConfigException faults)
{
    // Nothing listens to the app's log yet; the host writes what is said here into its own.
    await Console.Error.WriteLineAsync(faults.Message);
    return ConfigException.ExitCode;
}
