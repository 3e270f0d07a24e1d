using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>What every local host starts from.</summary>
internal static class LocalHostDefaults
{
    public static WebApplicationBuilder CreateWebBuilder(LocalHostSetup setup) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = setup.Arguments,
            ContentRootPath = setup.Directory,
        });
}
