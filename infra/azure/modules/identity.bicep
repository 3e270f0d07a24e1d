@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

// The app's one identity: it reaches storage and Application Insights with it and fetches its package with it. User-assigned, so
// that its roles are in place before the app exists and stay when the app is made anew.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
