using System.Text.Json;

namespace ReapFunctions.Benchmarks;

/// <summary>One measurement beside the same by a peer.</summary>
/// <param name="Ratio">Above 1 means ours is better.</param>
internal sealed record Comparison(
    string Name, string Dataset, double Ours, double Peer, string PeerName, string Unit, double Ratio);

/// <summary>The measurements of a benchmark: a table for people, JSON for programs.</summary>
internal sealed class Figures
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Comparison> figures = [];

    /// <param name="moreIsBetter">False for times and sizes.</param>
    public void Add(
        string figure, string dataset, double ours, double peer, string peerName, string unit, bool moreIsBetter = true)
    {
        Record(figure, dataset, ours, peer, peerName, unit, moreIsBetter);
        Print(figures[^1]);
    }

    /// <summary>The same, without printing it at once.</summary>
    /// <inheritdoc cref="Add"/>
    public void Record(
        string figure, string dataset, double ours, double peer, string peerName, string unit, bool moreIsBetter = true) =>
        figures.Add(
            new(figure, dataset, Round(ours), Round(peer), peerName, unit, Round(moreIsBetter ? ours / peer : peer / ours)));

    public void Print()
    {
        if (figures.Count == 0)
            return;
        Console.WriteLine();
        Console.WriteLine($"| {"figure",-10} | {"dataset",-34} | {"ours",10} | {"peer",10} | {"unit",-6} | {"ratio",7} | peer");
        Console.WriteLine(
            $"|{new string('-', 12)}|{new string('-', 36)}|{new string('-', 11)}:"
            + $"|{new string('-', 11)}:|{new string('-', 8)}|{new string('-', 8)}:|---");
        figures.ForEach(Print);
    }

    public Task WriteAsync(string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(
        figures.Select(
            figure =>
            new { figure = figure.Name, figure.Dataset, figure.Ours, figure.Peer, figure.PeerName, figure.Unit, figure.Ratio }),
            Options));

    private static void Print(Comparison figure) => Console.WriteLine(
        $"| {figure.Name,-10} | {figure.Dataset,-34} | {figure.Ours,10} | {figure.Peer,10} | {figure.Unit,-6} | "
            + $"{figure.Ratio,7} | {figure.PeerName}");

    private static double Round(double value) =>
        double.IsFinite(value) ? Math.Round(value, Math.Abs(value) < 1 ? 4 : value < 10 ? 2 : value < 100 ? 1 : 0) : 0;
}
