namespace ReapFunctions.Local.Host.Worker;

/// <summary>The worker ended before it answered; what it was doing is given back and done again.</summary>
internal sealed class WorkerEndedException(string message) : Exception(message);
