// Who may reach data: the app always, the deployer by flag. There are no keys, so these assignments are the whole of it.

@description('The storage account.')
param storageName string

@description('The Application Insights component.')
param insightsName string

@description('Who gets the roles: objects with id and type (User, Group or ServicePrincipal).')
param principals array

// Built-in roles, by the ids that Microsoft documents for them.
var storageRoles = [
  // Owner and not contributor: the Functions host takes leases and sets access rules on its own containers.
  { name: 'Storage Blob Data Owner', id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  { name: 'Storage Queue Data Contributor', id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { name: 'Storage Table Data Contributor', id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
]

var insightsRoles = [
  { name: 'Monitoring Metrics Publisher', id: '3913510d-42f4-4e42-8a64-420c390055eb' }
]

// A loop for each resource: within a loop the scope must be one.
var storageGrants = flatten(map(principals, principal => map(storageRoles, role => { principal: principal, role: role })))
var insightsGrants = flatten(map(principals, principal => map(insightsRoles, role => { principal: principal, role: role })))

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource storageAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in storageGrants: {
  name: guid(storage.id, grant.principal.id, grant.role.id)
  scope: storage
  properties: {
    principalId: grant.principal.id
    principalType: grant.principal.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role.id)
    description: grant.role.name
  }
}]

resource insightsAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in insightsGrants: {
  name: guid(insights.id, grant.principal.id, grant.role.id)
  scope: insights
  properties: {
    principalId: grant.principal.id
    principalType: grant.principal.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role.id)
    description: grant.role.name
  }
}]
