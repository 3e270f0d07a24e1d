using Microsoft.Extensions.Configuration;
using ReapFunctions.Local.Host.Jobs;

namespace ReapFunctions.Host.Tests.Jobs;

public sealed class HostIdentityTests
{
    [Theory]
    [InlineData(null, "ReapFunctions", "reapfunctions")]
    [InlineData(null, "My App_2.Web", "my-app-2-web")]
    [InlineData(null, "--", "host")]
    [InlineData(null, "a-very-long-name-that-has-more-x-letters", "a-very-long-name-that-has-more-x")]
    [InlineData("Given", "ReapFunctions", "given")]
    public void TheIdIsWhatStorageTakesInNames(string? setting, string worker, string id)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("AzureFunctionsWebHost:hostid", setting)]).Build();
        Assert.Equal(id, HostIdentity.Of(settings, worker));
    }
}
