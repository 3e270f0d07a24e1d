// The function app on a Flex Consumption plan: scales each function by its own queue, to nothing when there is no work.

@description('Name of the app; its address is https://NAME.azurewebsites.net.')
param name string

@description('Name of the plan.')
param planName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the user-assigned identity.')
param identityId string

@description('Client id of the user-assigned identity.')
param identityClientId string

@description('The storage account.')
param storageName string

@description('The container that deployment puts the package into.')
param packageContainer string

@description('The Application Insights component.')
param insightsName string

@description('Subnet through which the app leaves; empty for none.')
param subnetId string

@allowed([512, 2048, 4096])
@description('Memory of one instance, MB.')
param instanceMemory int

@minValue(1)
@maxValue(1000)
@description('Most instances a function may use.')
param maximumInstances int

@minValue(0)
@description('Instances that are kept warm for HTTP.')
param alwaysReadyHttp int

@description('The portfolio that the app reads; empty for functions/config itself.')
param portfolio string

@minValue(1)
@maxValue(256)
@description('Into how many buckets a drop is split.')
param buckets int

@minValue(1000)
@description('Most customers that one training reads.')
param trainingRows int

@minValue(2)
@description('How many published runs keep their tables.')
param keepRuns int

@minValue(1)
@description('Days for which replies, voiced dissatisfaction and follow-ups are kept.')
param keepReplyDays int

@description('Resource id of the identity by which the app proves itself where people sign in.')
param signInIdentityId string

@description('Client id of that identity.')
param signInIdentityClientId string

@description('Client id of the app registration by which people sign in; empty: nobody can.')
param signInClient string

@description('Origin of the desktop that shows the page of agents in a frame; empty for none.')
param desktopOrigin string

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // The tag by which azd finds where the service `functions` of azure.yaml goes.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${signInIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    // Read by the host for triggers and its own state, and by StorageClients for everything else.
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
    // An address, no secret: the component takes telemetry only from identities that have the publisher's role.
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    Reap__Portfolio: portfolio
    Reap__Buckets: string(buckets)
    Reap__TrainingRows: string(trainingRows)
    Reap__KeepRuns: string(keepRuns)
    Reap__KeepReplyDays: string(keepReplyDays)
    Reap__SignInClient: signInClient
    Reap__SignInTenant: empty(signInClient) ? '' : tenant().tenantId
    Reap__DesktopOrigin: desktopOrigin
    // Read by App Service authentication: it proves itself by the identity, there is no secret, and takes people of this tenant alone.
    OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: signInIdentityClientId
    WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
  }
}

// People sign in to the pages; systems come with keys, so that nobody is turned away before the app has seen who calls.
resource signIn 'Microsoft.Web/sites/config@2024-04-01' = if (!empty(signInClient)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: false
      unauthenticatedClientAction: 'AllowAnonymous'
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signInClient
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [signInClient, 'api://${signInClient}']
        }
      }
    }
    login: {
      tokenStore: {
        enabled: true
      }
    }
  }
  dependsOn: [settings]
}

// Deployment by identity only: no publishing passwords. One resource each: of a name that a loop makes, the compiler checks nothing.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
