// The one storage account: extracts, clean rows, receipts, scored rows, lists, scorecards, models, configuration, the queues
// between the steps, the tables of records, and what the Functions host keeps for itself.

@minLength(3)
@maxLength(24)
@description('Name of the account: lower-case letters and digits.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
@description('Redundancy.')
param sku string

@description('Whether only private endpoints, trusted Azure services and allowedAddresses get in.')
param restricted bool

@description('Public addresses that get in when restricted.')
param allowedAddresses array

@description('The workspace that keeps the log of writes to queues.')
param workspaceId string

@minValue(1)
@description('Days after which an uploaded extract is deleted. It can be sent again by billing; its receipt stays longer.')
param extractDays int = 90

@minValue(2)
@description('Days after which scored rows are deleted. They can be made again from the extract.')
param workingDays int = 35
@minValue(35)
@description('Days after which clean rows of customers are deleted. Labels from drops of 90 days look back so far for each of their four windows, and as far again to judge a model on later days: fewer days give up windows, down to 220 for one; without such labels 35 is enough.')
param cleanDays int = 470

@minValue(402)
@description('Days after which clean rows of detail sources are deleted. Windows look back 400 days, labels from history as many more; without such labels 420 is enough.')
param detailDays int = 820

@minValue(1)
@description('Days after which lists are deleted.')
param listDays int = 90

@minValue(402)
@description('Days after which receipts and files of rejects are deleted. The app forgets that there were any after 420.')
param receiptDays int = 420

@minValue(402)
@description('Days after which scorecards, and what compares them, are deleted. Cut points of base periods stay.')
param scorecardDays int = 1100

@minValue(1)
@maxValue(365)
@description('Days for which deleted blobs and containers can be brought back.')
param softDeleteDays int = 14

// Names.cs in functions/Storage says what each is for.
var containers = [
  'extracts'
  'clean'
  'details'
  'enquiries'
  'receipts'
  'scored'
  'lists'
  'scorecards'
  'models'
  'config'
  'erasures'
]

var queues = [
  'extract-uploads'
  'start-run'
  'score-bucket'
  'write-value'
  'write-risk'
  'write-offers'
  'publish-run'
  'train-models'
  'finish-erasures'
]

// A run's own tables (Value20261121r1 and so on) are made by the app when the run opens.
var tables = [
  'Runs'
  'Outcomes'
  'Feedback'
  'FollowUps'
  'Measures'
]

// Cool storage bills at least 30 days, so it pays only for what is kept much longer than that.
var retention = [
  { name: 'extracts', prefix: 'extracts/', coolAfter: 30, deleteAfter: extractDays }
  { name: 'clean-rows', prefix: 'clean/', coolAfter: null, deleteAfter: cleanDays }
  { name: 'detail-rows', prefix: 'details/', coolAfter: null, deleteAfter: detailDays }
  { name: 'enquiry-rows', prefix: 'enquiries/', coolAfter: null, deleteAfter: detailDays }
  { name: 'scored-rows', prefix: 'scored/', coolAfter: null, deleteAfter: workingDays }
  { name: 'lists', prefix: 'lists/', coolAfter: null, deleteAfter: listDays }
  // Copies of extracts, to be corrected: they live no longer than these.
  { name: 'kept-extracts', prefix: 'receipts/_uploads/', coolAfter: 30, deleteAfter: extractDays }
  { name: 'receipts', prefix: 'receipts/', coolAfter: 90, deleteAfter: receiptDays }
  // Folders of runs begin with their date; cut points lie beside them.
  { name: 'scorecards', prefix: 'scorecards/20', coolAfter: null, deleteAfter: scorecardDays }
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Not 'Disabled' when restricted: Event Grid delivers to the queue as a trusted service, from outside the virtual network.
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: restricted ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      ipRules: map(restricted ? allowedAddresses : [], address => { value: address, action: 'Allow' })
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [for container in containers: {
  parent: blobService
  name: container
  properties: {
    publicAccess: 'None'
  }
}]

// Not the app's: deployment puts the package here and the platform fetches it.
resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobService
  name: 'app-package'
  properties: {
    publicAccess: 'None'
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [for queue in queues: {
  parent: queueService
  name: queue
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource storageTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [for table in tables: {
  parent: tableService
  name: table
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for rule in retention: {
        name: rule.name
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: ['blockBlob']
            prefixMatch: [rule.prefix]
          }
          actions: {
            baseBlob: union(
              { delete: { daysAfterModificationGreaterThan: rule.deleteAfter } },
              rule.coolAfter == null ? {} : { tierToCool: { daysAfterModificationGreaterThan: rule.coolAfter } }
            )
          }
        }
      }]
    }
  }
  dependsOn: [blobService]
}

// The only log of storage that is kept: a few messages per bucket and night. The alert on poison queues reads it, because the
// metric of queue length knows no single queue and is an hour late.
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'queue-writes'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
    ]
  }
}

output name string = account.name
output extractsUrl string = '${account.properties.primaryEndpoints.blob}extracts'
output packageContainer string = packages.name
