using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace ReapFunctions.Local.Worker.Storage;

/// <summary>The identity that a storage connection signs in with.</summary>
internal static class StorageIdentity
{
    public static TokenCredential From(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        if ("managedidentity".Equals(section["credential"], StringComparison.OrdinalIgnoreCase))
        {
            return new ManagedIdentityCredential(clientId is { Length: > 0 }
                ? ManagedIdentityId.FromUserAssignedClientId(clientId)
                : ManagedIdentityId.SystemAssigned);
        }

        return section["clientSecret"] is { Length: > 0 } secret
            ? new ClientSecretCredential(section["tenantId"], clientId, secret)
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { TenantId = section["tenantId"] });
    }
}
