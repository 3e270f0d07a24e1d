namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>The lister itself: what it must be able to tell apart.</summary>
public sealed class SurfaceTests
{
    private static readonly IReadOnlyList<string> Lines = Surface.Of(typeof(Specimens.Specimen<>).Assembly);

    [Theory]
    [InlineData("Specimens.Specimen<T> : abstract class : IDisposable where T : class, new()")]
    [InlineData("Specimens.Specimen<T> | protected ctor(int size = 5)")]
    [InlineData("Specimens.Specimen<T> | virtual string? Name { get; protected set; }")]
    [InlineData("Specimens.Specimen<T> | int Size { get; init; }")]
    [InlineData("Specimens.Specimen<T> | bool Open { get; }")]
    [InlineData("Specimens.Specimen<T> | this[string key] { get; }", false)]
    [InlineData("Specimens.Specimen<T> | T this[string key] { get; }")]
    [InlineData("Specimens.Specimen<T> | abstract Task<IReadOnlyList<string?>> RunAsync<TIn>(TIn input, CancellationToken token = default) where TIn : struct, IComparable<TIn>")]
    [InlineData("Specimens.Specimen<T> | static bool TryGet(string text, out int? value)")]
    [InlineData("Specimens.Specimen<T> | string Join(DayOfWeek day = DayOfWeek.Friday, string text = \"x\", params string[]? rest)")]
    [InlineData("Specimens.Specimen<T> | override string ToString()")]
    [InlineData("Specimens.Specimen<T> | Hide", false)]
    [InlineData("Specimens.Specimen<T>.Kind | Two = 2")]
    [InlineData("Specimens.MarkAttribute : [AttributeUsage(Method, Property, AllowMultiple)] sealed class : Attribute")]
    [InlineData("Specimens.Extensions | static int Twice(this int number)")]
    [InlineData("Specimens.Handler : delegate Task Invoke(string? text)")]
    public void ALineTells(string line, bool there = true) => Assert.Equal(there, Lines.Contains(line));

    [Fact]
    public void TheLinesAreSortedAndDistinct() => Assert.Equal(Lines.Distinct().Order(StringComparer.Ordinal), Lines);
}
