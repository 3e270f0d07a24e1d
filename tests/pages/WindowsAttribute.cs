using System.Reflection;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace ReapFunctions.Pages.Tests;

/// <summary>
/// In which windows every state of a page is looked at, by language, colours and width: both languages and colours, a wide one
/// and a narrow one; with <c>REAP_LONG</c> 1 also the other ways to put these together, half wide and narrower than any.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WindowsAttribute : DataAttribute
{
    private static readonly object[][] Short = [["en-GB", ColorScheme.Light, 1280], ["de-DE", ColorScheme.Dark, 360]];

    private static readonly object[][] Long =
    [
        ["de-DE", ColorScheme.Dark, 1280], ["en-GB", ColorScheme.Dark, 640], ["de-DE", ColorScheme.Light, 360],
        ["de-DE", ColorScheme.Light, 320],
    ];

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Environment.GetEnvironmentVariable("REAP_LONG") == "1" ? [.. Short, .. Long] : Short;
}
