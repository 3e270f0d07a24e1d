using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static Microsoft.Playwright.Assertions;

namespace ReapFunctions.Pages.Tests;

/// <summary>How long a page is waited for: no test may fail because the machine has other work.</summary>
internal static class PageWait
{
    public const int Milliseconds = 120_000;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Expectations have one setting, to be made before the first test.")]
    internal static void Set() => SetDefaultExpectTimeout(Milliseconds);
}
