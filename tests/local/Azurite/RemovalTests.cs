using ReapFunctions.Local.Azurite;

namespace ReapFunctions.Local.Tests.Azurite;

public sealed class RemovalTests
{
    /// <summary>Prints how often the database sorted all it holds, what is left, and which indexes are wrong.</summary>
    private const string Script =
        """
        require("./removal.js");
        const loki = require("lokijs");
        let sorted = 0;
        const sort = loki.Collection.prototype.ensureAllIndexes;
        loki.Collection.prototype.ensureAllIndexes = function (force) { sorted++; return sort.call(this, force); };
        const extents = new loki("test").addCollection("extents", { indices: ["id", "size"] });
        for (let id = 0; id < 300; id++) extents.insert({ id: `e${id}`, size: id % 7 });
        for (let id = 0; id < 200; id++) extents.findAndRemove({ id: `e${id}` });
        const removedOneByOne = sorted;
        extents.findAndRemove({ size: { $gt: 2 } });
        const left = extents.find({ id: { $gte: "e200" } }).map((extent) => extent.id).sort();
        console.log([removedOneByOne, sorted, left.length, left[0], extents.checkAllIndexes().length].join(" "));
        """;

    [Fact]
    public async Task WhatIsRemovedPieceByPieceIsNotSortedAnewForEach()
    {
        var installation = new AzuriteInstallation(new AzuriteOptions());
        await installation.EnsureAsync(CancellationToken.None);

        var (exitCode, output) = await NodeJs.RunAsync("node", ["-e", Script], installation.Directory, CancellationToken.None);

        // Of e200 to e299, 42 have a size of 0, 1 or 2.
        Assert.Equal((0, "0 1 42 e203 0"), (exitCode, output.Trim()));
    }
}
