namespace ReapFunctions.Local.Worker.Hosting;

/// <summary>The app cannot start: functions or settings that the platform would refuse, all of them.</summary>
internal sealed class MisdeclaredFunctionsException(IReadOnlyList<string> faults)
    : InvalidOperationException("The function app cannot start:" + string.Concat(faults.Select(fault => "\n  - " + fault)))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
