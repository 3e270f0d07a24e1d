using System.Diagnostics;
using ReapFunctions.Local.Host.Settings;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>
/// The worker's process. It ends with this one however that ends: its standard input is a pipe that closes then.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly WorkerLog log;
    private readonly WorkerWords words = new();

    private WorkerProcess(Process process, WorkerLog log)
    {
        this.process = process;
        this.log = log;
    }

    /// <summary>Completes when the process has ended.</summary>
    public required Task Ended { get; init; }

    public int ExitCode => process.ExitCode;

    public int Id => process.Id;

    /// <inheritdoc cref="WorkerWords.Said"/>
    public string Said => words.Said;

    public static WorkerProcess Start(
        AppFolder app, IReadOnlyDictionary<string, string> settings, string workerId, Uri host, WorkerLog log)
    {
        var process = new Process { StartInfo = Command(app, settings, workerId, host) };
        process.Start();
        var worker = new WorkerProcess(process, log) { Ended = process.WaitForExitAsync() };
        process.OutputDataReceived += (_, line) => worker.Read(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => worker.Read(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Ends the process, with what it started, at once.</summary>
    public void Kill()
    {
        if (!Ended.IsCompleted)
            process.Kill(entireProcessTree: true);
    }

    public void Dispose() => process.Dispose();

    private static ProcessStartInfo Command(
        AppFolder app, IReadOnlyDictionary<string, string> settings, string workerId, Uri host)
    {
        string[] arguments =
        [
            app.Worker,
            "--functions-uri", host.ToString(),
            "--functions-worker-id", workerId,
            "--functions-request-id", Guid.NewGuid().ToString(),
            "--functions-grpc-max-message-length", int.MaxValue.ToString(),
        ];
        // The dotnet that runs this host also runs the worker.
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var command = new ProcessStartInfo(dotnet, arguments)
        {
            WorkingDirectory = app.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment.Clear();
        command.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        command.Environment.Remove(AppSettings.FunctionKey);
        command.Environment.Remove(AppSettings.MasterKey);
        command.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        command.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Path;
        command.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Path;
        command.Environment["DOTNET_STARTUP_HOOKS"] = typeof(WorkerProcess).Assembly.Location;
        return command;
    }

    private void Read(string? line, bool isError)
    {
        // The worker SDK prints a tag for tools; nothing that it prints else is its log.
        if (string.IsNullOrEmpty(line))
            return;
        words.Add(line, isError);
        log.WriteOutput(line);
    }
}
