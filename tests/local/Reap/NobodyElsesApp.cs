using System.Runtime.CompilerServices;
using ReapFunctions.Local.Reap.Hosting;

namespace ReapFunctions.Local.Tests.Reap;

/// <summary>Commands under test find no <c>reap up</c> that somebody runs on this machine.</summary>
internal static class NobodyElsesApp
{
    [ModuleInitializer]
    internal static void Hide() => Environment.SetEnvironmentVariable(
        RunningApp.FolderSetting, Path.Combine(Path.GetTempPath(), $"reap-up-{Guid.NewGuid():N}"));
}
