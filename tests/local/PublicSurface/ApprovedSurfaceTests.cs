namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>
/// A stand-in must never offer more than the genuine assembly, or code compiles here that does not compile there. What it offers is
/// therefore written down beside it, and every change is looked at against the genuine API before it is approved:
/// <c>REAP_APPROVE=1 dotnet test tests/local --filter ApprovedSurfaceTests</c> writes the files anew.
/// </summary>
public sealed class ApprovedSurfaceTests
{
    public static TheoryData<string> StandIns => [.. StandIn.All.Select(standIn => standIn.Folder)];

    [Theory]
    [MemberData(nameof(StandIns))]
    public async Task TheSurfaceIsTheApprovedOne(string folder)
    {
        var standIn = StandIn.All.Single(standIn => standIn.Folder == folder);
        var surface = Surface.Of(standIn.Assembly);
        if (Environment.GetEnvironmentVariable("REAP_APPROVE") == "1")
            await File.WriteAllTextAsync(standIn.ApprovedFile, string.Concat(surface.Select(line => line + "\n")));
        var approved = File.Exists(standIn.ApprovedFile) ? await File.ReadAllLinesAsync(standIn.ApprovedFile) : [];

        var differences = surface.Except(approved).Select(line => "+ " + line).Concat(approved.Except(surface).Select(line => "- " + line)).ToList();

        Assert.True(differences.Count == 0,
            $"infra/local/{folder} offers something else than {standIn.ApprovedFile} says:\n{string.Join('\n', differences)}\n"
            + "Check each line against the genuine API (same signature, same defaults, nothing more), then approve:\n"
            + "  REAP_APPROVE=1 dotnet test tests/local --filter ApprovedSurfaceTests");
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void NothingIsOfferedOutsideTheGenuineNamespaces(string folder)
    {
        var standIn = StandIn.All.Single(standIn => standIn.Folder == folder);

        var strangers = Surface.Types(standIn.Assembly).Where(type => !standIn.Namespaces.Any(name =>
            type.Namespace == name || type.Namespace?.StartsWith(name + ".", StringComparison.Ordinal) == true));

        Assert.Empty(strangers);
    }
}
