@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

// Proves to Entra ID that it is this app that signs people in, instead of a secret. It reaches nothing else.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
