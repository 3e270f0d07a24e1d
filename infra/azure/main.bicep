// Entry point of `azd up`: makes the resource group and puts everything into it. All that matters is in resources.bicep, which
// has resource-group scope, so that an engineer without rights on the subscription can deploy it alone:
//   az deployment group create --resource-group GROUP --template-file infra/azure/resources.bicep --parameters ...
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment, such as reap-test. Resource names derive from it.')
param environmentName string

@minLength(1)
@description('Region of every resource. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string

@description('Object id of the person or identity that deploys. azd fills it in.')
param deployerId string = ''

@allowed(['User', 'ServicePrincipal', 'Group'])
@description('What deployerId is. A pipeline deploys as ServicePrincipal.')
param deployerType string = 'User'

@description('Whether the deployer gets the same access to data as the app: right for development, wrong for production.')
param grantDeployer bool = false

@description('Who is told of alerts and of the budget. Empty: alerts are raised, nobody is told.')
param alertEmail string = ''

@description('First day of the month in which the environment was made, yyyy-MM-01: Azure refuses to move a budget\'s start. Empty: no budget.')
param budgetStart string = ''

@minValue(1)
@description('Monthly budget in the currency of the subscription.')
param budgetAmount int = 150

@description('The portfolio that the app reads: a folder under functions/config/portfolios; empty for functions/config itself.')
param portfolio string = ''

@minValue(1)
@maxValue(256)
@description('Into how many buckets a drop is split. About 5,000 to 60,000 customers a bucket serve well.')
param buckets int = 16

@minValue(1)
@maxValue(47)
@description('Hours within which a run must be published, or an alert is raised. A log query looks back two days at most.')
param publishedWithinHours int = 36

@minValue(1000)
@description('Most customers that one training reads.')
param trainingRows int = 500000

@minValue(2)
@description('How many published runs keep their tables. Older ones are dropped every afternoon.')
param keepRuns int = 30

@minValue(1)
@description('Days for which replies, voiced dissatisfaction and follow-ups are kept. The app refuses fewer than its portfolio looks back.')
param keepReplyDays int = 1100

@description('Client id of the app registration by which people sign in to the pages; empty: nobody can. It is made after the first deployment.')
param signInClient string = ''

@description('Origin of the desktop that shows the page of agents in a frame, such as https://desk.example.com; empty for none.')
param desktopOrigin string = ''

@description('Sources that must arrive every day. One that stays away for a day raises an alert.')
param dailySources array = ['customers']

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
@description('Redundancy of the storage account. ZRS survives the loss of a zone, GRS the loss of the region.')
param storageSku string = 'Standard_LRS'

@allowed([512, 2048, 4096])
@description('Memory of one instance, MB. An instance works on up to 6 buckets at a time (host.json: batchSize + newBatchThreshold).')
param instanceMemory int = 2048

@minValue(1)
@maxValue(1000)
@description('Most instances a function may use: the ceiling of the bill and of the load on storage.')
param maximumInstances int = 40

@minValue(0)
@description('Instances that are kept warm for HTTP. 1 or more spares agents the cold start and is billed all day.')
param alwaysReadyHttp int = 0

@description('Whether storage is reached only through private endpoints in a virtual network of its own.')
param privateNetwork bool = false

@description('Public addresses (single or CIDR) that may reach storage when privateNetwork is on: the machines that upload.')
param allowedAddresses array = []

var tags = {
  'azd-env-name': environmentName
  application: 'ReapFunctions'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  name: 'resources'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    tags: tags
    deployerId: deployerId
    deployerType: deployerType
    grantDeployer: grantDeployer
    alertEmail: alertEmail
    budgetStart: budgetStart
    budgetAmount: budgetAmount
    portfolio: portfolio
    buckets: buckets
    publishedWithinHours: publishedWithinHours
    trainingRows: trainingRows
    keepRuns: keepRuns
    keepReplyDays: keepReplyDays
    signInClient: signInClient
    desktopOrigin: desktopOrigin
    dailySources: dailySources
    storageSku: storageSku
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    privateNetwork: privateNetwork
    allowedAddresses: allowedAddresses
  }
}

// azd keeps these in the environment: `azd env get-values`. The operations guide uses them by these names.
output AZURE_RESOURCE_GROUP string = group.name
output REAP_APP string = resources.outputs.appName
output REAP_URL string = resources.outputs.appUrl
output REAP_SIGN_IN_IDENTITY string = resources.outputs.signInPrincipalId
output REAP_STORAGE string = resources.outputs.storageName
output REAP_EXTRACTS_URL string = resources.outputs.extractsUrl
output REAP_WORKSPACE string = resources.outputs.workspaceId
