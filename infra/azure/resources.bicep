// Everything of one environment, in one resource group.
targetScope = 'resourceGroup'

@minLength(1)
@maxLength(40)
@description('Name of the environment. Resource names derive from it.')
param environmentName string

@description('Region of every resource.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = { application: 'ReapFunctions' }

@description('Object id of the person or identity that deploys.')
param deployerId string = ''

@allowed(['User', 'ServicePrincipal', 'Group'])
@description('What deployerId is.')
param deployerType string = 'User'

@description('Whether the deployer gets the same access to data as the app.')
param grantDeployer bool = false

@description('Who is told of alerts and of the budget. Empty: nobody.')
param alertEmail string = ''

@description('First day of the month in which the environment was made, yyyy-MM-01. Empty: no budget.')
param budgetStart string = ''

@minValue(1)
@description('Monthly budget in the currency of the subscription.')
param budgetAmount int = 150

@description('The portfolio that the app reads; empty for functions/config itself.')
param portfolio string = ''

@minValue(1)
@maxValue(256)
@description('Into how many buckets a drop is split.')
param buckets int = 16

@minValue(1)
@maxValue(47)
@description('Hours within which a run must be published, or an alert is raised. A log query looks back two days at most.')
param publishedWithinHours int = 36

@minValue(1000)
@description('Most customers that one training reads.')
param trainingRows int = 500000

@minValue(2)
@description('How many published runs keep their tables.')
param keepRuns int = 30

@minValue(1)
@description('Days for which replies, voiced dissatisfaction and follow-ups are kept.')
param keepReplyDays int = 1100

@description('Client id of the app registration by which people sign in to the pages; empty: nobody can. It is made after the first deployment.')
param signInClient string = ''

@description('Origin of the desktop that shows the page of agents in a frame, such as https://desk.example.com; empty for none.')
param desktopOrigin string = ''

@description('Sources that must arrive every day.')
param dailySources array = ['customers']

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
@description('Redundancy of the storage account.')
param storageSku string = 'Standard_LRS'

@allowed([512, 2048, 4096])
@description('Memory of one instance, MB.')
param instanceMemory int = 2048

@minValue(1)
@maxValue(1000)
@description('Most instances a function may use.')
param maximumInstances int = 40

@minValue(0)
@description('Instances that are kept warm for HTTP.')
param alwaysReadyHttp int = 0

@description('Whether storage is reached only through private endpoints.')
param privateNetwork bool = false

@description('Public addresses that may reach storage when privateNetwork is on.')
param allowedAddresses array = []

// 13 characters, the same for every deployment of this environment, unique in the world: storage and app names must be.
var token = toLower(uniqueString(resourceGroup().id, environmentName))

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-reap-${token}'
    location: location
    tags: tags
  }
}

module signInIdentity 'modules/sign-in.bicep' = {
  name: 'sign-in'
  params: {
    name: 'id-reap-sign-in-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: 'log-reap-${token}'
    insightsName: 'appi-reap-${token}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'streap${token}'
    location: location
    tags: tags
    sku: storageSku
    restricted: privateNetwork
    allowedAddresses: allowedAddresses
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: 'vnet-reap-${token}'
    location: location
    tags: tags
    storageName: storage.outputs.name
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
    principals: concat(
      [{ id: identity.outputs.principalId, type: 'ServicePrincipal' }],
      grantDeployer && !empty(deployerId) ? [{ id: deployerId, type: deployerType }] : []
    )
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: 'func-reap-${token}'
    planName: 'plan-reap-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    signInIdentityId: signInIdentity.outputs.id
    signInIdentityClientId: signInIdentity.outputs.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    insightsName: monitoring.outputs.insightsName
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    portfolio: portfolio
    buckets: buckets
    trainingRows: trainingRows
    keepRuns: keepRuns
    keepReplyDays: keepReplyDays
    signInClient: signInClient
    desktopOrigin: desktopOrigin
  }
  // The host reads its keys from storage when it starts: without the roles the first start fails.
  dependsOn: [access]
}

module events 'modules/events.bicep' = {
  name: 'events'
  params: {
    name: 'evgt-reap-${token}'
    location: location
    tags: tags
    storageName: storage.outputs.name
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: 'reap-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    topicId: events.outputs.topicId
    email: alertEmail
    dailySources: dailySources
    publishedWithinHours: publishedWithinHours
  }
}

module budget 'modules/budget.bicep' = if (!empty(budgetStart)) {
  name: 'budget'
  params: {
    name: 'budget-reap-${token}'
    amount: budgetAmount
    start: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
  }
}

output appName string = app.outputs.name
output appUrl string = app.outputs.url
output signInPrincipalId string = signInIdentity.outputs.principalId
output storageName string = storage.outputs.name
output extractsUrl string = storage.outputs.extractsUrl
output workspaceId string = monitoring.outputs.customerId
