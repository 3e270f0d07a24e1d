// English. Every text of the pages by its key; {name} is filled in, and forms are chosen by n.
export default {
  // Everywhere
  title: 'Reap',
  pages: 'Pages',
  language: 'Language',
  skip: 'Skip to the page',
  localUser: 'You are the user of this machine and have every role.',
  signIn: 'Sign in',
  signInHere: 'The pages are for people of your organisation. Sign in with your work account.',
  noSignIn: 'Nobody can sign in here: the app does not run with App Service authentication. On your own machine, open it by its address 127.0.0.1.',
  noRole: 'No role',
  askForRole: 'You are signed in, but have no role here. Ask who administers the app for Agent, Marketer, Analyst or Operator.',
  noAnswer: 'The app does not answer. Check the connection and try again.',
  failed: 'The app could not answer (status {status}). Try again; if it stays so, tell operations.',
  loading: 'Loading ...',
  agent: 'Agent',
  marketer: 'Marketer',
  analyst: 'Analyst',
  operations: 'Operations',

  // Agent

  // Marketer

  // Analyst

  // Operations
};
