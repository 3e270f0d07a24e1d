using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ReapFunctions.Local.Worker.Binding;

namespace ReapFunctions.Local.Tests.Worker;

/// <summary>What the genuine converters were seen to do.</summary>
public sealed class ValueConverterTests
{
    private static readonly WorkerJson Json = new(
        Options.Create(new WorkerOptions()), Options.Create(new JsonSerializerOptions { PropertyNameCaseInsensitive = true }));

    [Fact]
    public void TextStaysAsItIsWithTheQuotesOfJson() =>
        Assert.Equal("\"http://h/c\"", ValueConverter.Convert("\"http://h/c\"", typeof(string), Json));

    [Theory]
    [InlineData("5", typeof(int), 5)]
    [InlineData("5", typeof(int?), 5)]
    [InlineData("5", typeof(long), 5L)]
    [InlineData("2.5", typeof(double), 2.5)]
    [InlineData("true", typeof(bool), true)]
    [InlineData("1", typeof(DayOfWeek), DayOfWeek.Monday)]
    public void NumbersAndFlagsAreReadAsJson(string text, Type type, object expected) =>
        Assert.Equal(expected, ValueConverter.Convert(text, type, Json));

    [Fact]
    public void IdentifiersTimesAndAddressesConvert()
    {
        var id = Guid.Parse("6e3a1f0c-7a54-4c2f-9d5e-0b8f4f9d2a11");
        Assert.Equal(id, ValueConverter.Convert(id.ToString(), typeof(Guid), Json));
        Assert.Equal(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ValueConverter.Convert("2026-01-02T03:04:05Z", typeof(DateTimeOffset), Json));
        Assert.Equal(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ValueConverter.Convert("\"2026-01-02T03:04:05+00:00\"", typeof(DateTimeOffset), Json));
        Assert.Equal(new Uri("http://h/c"), ValueConverter.Convert("\"http://h/c\"", typeof(Uri), Json));
    }

    [Theory]
    [InlineData("True", typeof(bool))]
    [InlineData("Monday", typeof(DayOfWeek))]
    [InlineData("2026-01-02", typeof(DateOnly))]
    [InlineData("00:00:05", typeof(TimeSpan))]
    [InlineData("many", typeof(int))]
    public void WhatThePlatformCannotConvertFailsHereToo(string text, Type type) =>
        Assert.ThrowsAny<JsonException>(() => ValueConverter.Convert(text, type, Json));
}
