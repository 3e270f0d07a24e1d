using ReapFunctions.Local.Host;
using ReapFunctions.Local.Host.Settings;

try
{
    return await LocalHost.RunAsync(HostArguments.Parse(args));
}
catch (HostException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return HostException.ExitCode;
}
