// German; a text that is missing here is shown in English.
export default {
  // Everywhere
  title: 'Reap',
  pages: 'Seiten',
  language: 'Sprache',
  skip: 'Zur Seite springen',
  localUser: 'Sie sind der Benutzer dieses Rechners und haben alle Rollen.',
  signIn: 'Anmelden',
  signInHere: 'Die Seiten sind für Personen Ihrer Organisation. Melden Sie sich mit Ihrem Arbeitskonto an.',
  noSignIn: 'Hier kann sich niemand anmelden: Die App läuft ohne App-Service-Authentifizierung. Auf dem eigenen Rechner öffnen Sie sie unter 127.0.0.1.',
  noRole: 'Keine Rolle',
  askForRole: 'Sie sind angemeldet, haben hier aber keine Rolle. Bitten Sie, wer die App verwaltet, um Agent, Marketer, Analyst oder Operator.',
  noAnswer: 'Die App antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  failed: 'Die App konnte nicht antworten (Status {status}). Versuchen Sie es noch einmal; bleibt es so, sagen Sie es dem Betrieb.',
  loading: 'Wird geladen ...',
  agent: 'Beratung',
  marketer: 'Marketing',
  analyst: 'Analyse',
  operations: 'Betrieb',

  // Agent

  // Marketer

  // Analyst

  // Operations
};
