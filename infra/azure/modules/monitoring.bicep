// Logs, traces and metrics of host and worker (OpenTelemetry), and the workbook that shows a night.

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@minValue(30)
@maxValue(730)
@description('Days for which logs are kept. The first 31 are in the price of ingestion.')
param retentionDays int = 30

@minValue(1)
@description('Most GB of logs a day, after which the workspace takes no more until the next: a ceiling for the bill.')
param dailyCapGb int = 2

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
    features: {
      // Entra identities only, as everywhere here.
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

resource night 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'night')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'ReapFunctions: the night'
    category: 'workbook'
    sourceId: workspace.id
    version: 'Notebook/1.0'
    serializedData: replace(loadTextContent('../night.workbook.json'), '{workspaceId}', workspace.id)
  }
}

output workspaceId string = workspace.id
output customerId string = workspace.properties.customerId
output insightsName string = insights.name
