// What somebody is told of. Each query stands in infra/azure/queries as one can paste it into the workspace; it returns a row
// per thing that is wrong. Alerts that fear silence (a file that never came, a night that was not published) ask what is missing
// from the logs and not what the app says of it: they hold when the app is down as well.

@description('Prefix of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('The workspace that is asked.')
param workspaceId string

@description('The Event Grid topic that tells of uploads.')
param topicId string

@description('Who is told. Empty: nobody.')
param email string

@description('Sources that must arrive every day.')
param dailySources array

@minValue(1)
@maxValue(47)
@description('Hours within which a run must be published.')
param publishedWithinHours int

var alerts = [
  {
    name: 'poison-messages'
    title: 'A message was given up on'
    description: 'A message failed five times and was moved to a poison queue. Guide: replaying poison messages.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../queries/poison-messages.kql')
  }
  {
    name: 'failed-runs'
    title: 'A run was not published'
    description: 'A run is complete but its totals do not agree. The night before stays current. GET /api/runs says what differs.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../queries/failed-runs.kql')
  }
  {
    name: 'held-runs'
    title: 'A run is held'
    description: 'A run is complete but looks wrong. The night before stays current. GET /api/runs says why; correct the extract, or publish the run by hand.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../queries/held-runs.kql')
  }
  {
    name: 'refused-extracts'
    title: 'An extract was refused'
    description: 'No row of an uploaded file was used. Its receipt says why and what to do.'
    severity: 2
    every: 'PT5M'
    window: 'PT15M'
    query: loadTextContent('../queries/refused-extracts.kql')
  }
  {
    name: 'late-sources'
    title: 'A source has not come'
    description: 'A source has sent no clean extract by its deadline, or, due every day, none for 26 hours.'
    severity: 2
    every: 'PT1H'
    window: 'P2D'
    query: replace(loadTextContent('../queries/late-sources.kql'), '["customers"]', string(dailySources))
  }
  {
    name: 'published-run-age'
    title: 'The published run is too old'
    description: 'Agents and marketers work with old numbers: no run has been published for longer than publishedWithinHours.'
    severity: 2
    every: 'PT1H'
    window: 'P2D'
    query: replace(loadTextContent('../queries/published-run-age.kql'), '36h', '${publishedWithinHours}h')
  }
  {
    name: 'unfinished-erasures'
    title: 'An erasure is not finished'
    description: 'A run was published before an erasure could end, or files were left that no contract can read. Guide: erasing a person.'
    severity: 2
    every: 'PT1H'
    window: 'PT2H'
    query: loadTextContent('../queries/unfinished-erasures.kql')
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'reap'
    emailReceivers: empty(email) ? [] : [
      {
        name: 'operations'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in alerts: {
  name: '${name}-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: alert.title
    description: alert.description
    enabled: true
    severity: alert.severity
    scopes: [workspaceId]
    evaluationFrequency: alert.every
    windowSize: alert.window
    autoMitigate: true
    // The tables of Application Insights and of the queue log exist only after their first row.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}]

// An upload that Event Grid could not tell of for a whole day. Uploading the file again tells of it again.
resource lostUploads 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-lost-uploads'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up telling the app of an uploaded extract. Upload it again.'
    enabled: true
    severity: 1
    scopes: [topicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dropped'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DroppedEventCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

output actionGroupId string = people.id
