using System.Text.Json;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Tests.Runs;

public class ErasedIdsTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void NobodyIsErasedAtFirst()
    {
        Assert.True(ErasedIds.None.IsEmpty);
        Assert.False(ErasedIds.None.Holds("a"));
        Assert.Empty(ErasedIds.None.Unfinished);
    }

    [Fact]
    public void WhoAskedFirstStaysUntilTheErasureIsLifted()
    {
        var asked = ErasedIds.None.Begin("a", At, "ann").Begin("a", At.AddDays(1), "bob").Begin("b", At).Begin("b", At, "bob");
        var kept = ErasedIds.From(RecordJson.Read<ErasedIds.Document>(
            JsonSerializer.Serialize(asked.Finish("a").Stored, RecordJson.Options)));

        Assert.Equal((At, "ann"), kept.AskedOf("a"));
        Assert.Equal((At, null), kept.AskedOf("b"));
        Assert.Null(kept.AskedOf("c"));
        Assert.Null(kept.Lift("a").AskedOf("a"));
        Assert.Null(kept.Lift("a").Begin("a", At).AskedOf("a")!.Value.By);
    }

    [Fact]
    public void AnIdIsHeldFromTheBeginningOfItsErasureUntilItIsLifted()
    {
        var begun = ErasedIds.None.Begin("a", At);
        Assert.True(begun.Holds("a"));
        Assert.False(begun.Holds("A"));
        Assert.Equal(["a"], begun.Unfinished);

        var finished = begun.Finish("a");
        Assert.True(finished.Holds("a"));
        Assert.Empty(finished.Unfinished);

        Assert.False(finished.Lift("a").Holds("a"));
        Assert.True(finished.Begin("b", At).Lift("b").Holds("a"));
    }

    [Fact]
    public void WhatIsStoredOfAFinishedErasureNamesNobodyAndIsUnderstoodAgain()
    {
        var ids = ErasedIds.None.Begin("Zoë 43", At).Finish("Zoë 43");
        var stored = JsonSerializer.Serialize(ids.Stored, RecordJson.Options);

        Assert.DoesNotContain("Zoë", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("43\"", stored, StringComparison.Ordinal);
        Assert.True(ErasedIds.From(RecordJson.Read<ErasedIds.Document>(stored)).Holds("Zoë 43"));
    }

    [Fact]
    public void TwoAccountsHashTheSameIdOtherwise() =>
        Assert.NotEqual(
            ErasedIds.None.Begin("a", At).Stored.Erased.Keys, ErasedIds.None.Begin("a", At).Stored.Erased.Keys);

    [Fact]
    public void ASetCoversAnotherThatHoldsNobodyElse()
    {
        var one = ErasedIds.None.Begin("a", At);
        var two = one.Begin("b", At);
        Assert.True(two.Covers(one.Finish("a")));
        Assert.False(one.Covers(two));
        Assert.False(ErasedIds.None.Covers(one));
        Assert.True(one.Covers(ErasedIds.None));
    }
}
