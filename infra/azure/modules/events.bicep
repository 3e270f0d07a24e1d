// Tells the app of every uploaded extract.
//
// Flex Consumption scales to nothing, so nothing polls the container: Event Grid must say that a blob arrived. It can say so in
// two ways. (1) To the webhook behind a blob trigger. Its address carries the system key `blobs_extension`, which the host makes
// when the app's code first runs: a key in the template, and a step after deployment, which fails when it comes too early.
// (2) To a storage queue, with the topic's own identity: no key, no order of steps, and the queue keeps the messages while
// the app is stopped, is retried like the other queues of the night and has a poison queue that the alerts watch. This is (2).
// A message is one event as JSON, in base64 like all messages of the app (host.json); UploadEvent.cs reads it.

@description('Name of the topic.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('The storage account that holds both the container and the queue.')
param storageName string

@description('The container whose uploads are told of.')
param container string = 'extracts'

@description('The queue that is told.')
param queue string = 'extract-uploads'

// Built-in role, by the id that Microsoft documents for it.
var senderRole = { name: 'Storage Queue Data Message Sender', id: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' }

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

// System-assigned: behind a firewall, storage trusts no other identity of Event Grid.
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: storage.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource mayWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, topic.id, senderRole.id)
  scope: storage
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', senderRole.id)
    description: senderRole.name
  }
}

resource uploads 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'extract-uploads'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    deliveryWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: storage.id
          queueName: queue
          // Never: an extract that waits through a long outage is still worth a run.
          queueMessageTimeToLiveInSeconds: -1
        }
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${container}/blobs/'
      enableAdvancedFilteringOnArrays: true
      // Only calls that leave a whole blob behind; a created but still empty file is no upload.
      advancedFilters: [
        {
          operatorType: 'StringIn'
          key: 'data.api'
          values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose', 'SftpCommit']
        }
      ]
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
  dependsOn: [mayWrite]
}

output topicId string = topic.id
