using ReapFunctions.Local.Worker.Triggers;

namespace ReapFunctions.Local.Tests.Worker;

public sealed class PollingDelayTests
{
    [Fact]
    public void PausesDoubleUpToTheLimitAndStartAgainAfterAFind()
    {
        var delay = new PollingDelay(TimeSpan.FromMilliseconds(500));
        Assert.Equal([100, 200, 400, 500, 500], Enumerable.Range(0, 5).Select(_ => delay.Next().TotalMilliseconds));
        delay.Reset();
        Assert.Equal(100, delay.Next().TotalMilliseconds);
    }
}
