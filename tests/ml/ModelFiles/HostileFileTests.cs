using System.IO.Compression;
using System.Text;
using ReapFunctions.Ml.ModelFiles;
using ReapFunctions.Ml.Tests.Scoring;

namespace ReapFunctions.Ml.Tests.ModelFiles;

public sealed class HostileFileTests
{
    private const string TreesOf = "Model/Predictor/Model.key";

    [Fact]
    public void ACutOffFileIsRefused()
    {
        var file = Saved();
        for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 60))
            Assert.Throws<ModelFileException>(() => Load(file[..length]));
    }

    [Fact]
    public void DamagedEntriesLoadOrAreRefusedButNeverCrash()
    {
        var random = new Random(1);
        var entries = Entries(Saved());
        foreach (var name in entries.Keys
            .Where(name => name.EndsWith("Model.key", StringComparison.Ordinal) || name == "ReapFunctions/Cover.bin"))
        {
            for (var attempt = 0; attempt < Sweep.Rounds(40, 4000); attempt++)
            {
                var damaged = entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
                for (var i = 0; i < 4; i++)
                    damaged[name][random.Next(damaged[name].Length)] = (byte)random.Next(256);
                try
                {
                    Load(Zip(damaged));
                }
                catch (ModelFileException fault)
                {
                    Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void ATreeThatLoopsIsRefused()
    {
        var entries = Entries(Saved());
        var (block, at) = (entries[Trees(entries)], FirstTreeWithNodes(entries[Trees(entries)]));
        // The left child of the root becomes the root again.
        BitConverter.GetBytes(0).CopyTo(block, at);
        var fault = Assert.Throws<ModelFileException>(() => Load(Zip(entries)));
        Assert.Contains("reached twice", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHugeCountIsRefusedBeforeAnythingIsAllocated()
    {
        var entries = Entries(Saved());
        BitConverter.GetBytes(int.MaxValue).CopyTo(entries[Trees(entries)], 260);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFileException>(() => Load(Zip(entries)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void AZipBombIsRefused()
    {
        var entries = Entries(Saved());
        entries[Trees(entries)] = new byte[80 << 20];
        var fault = Assert.Throws<ModelFileException>(() => Load(Zip(entries)));
        Assert.Contains("unpacks to more", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AComponentThatWouldLoadForeignCodeIsRefused()
    {
        var entries = Entries(Saved());
        var component = entries["TransformerChain/Model.key"];
        var name = Encoding.Unicode.GetBytes("Microsoft.ML.Data");
        Encoding.Unicode.GetBytes("Macrosoft.ML.Data").CopyTo(component, component.AsSpan().IndexOf(name));
        var fault = Assert.Throws<ModelFileException>(() => Load(Zip(entries)));
        Assert.Contains("Macrosoft", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ML.NET's own components", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatMlNetCannotLoadSaysWhatToDo()
    {
        var entries = Entries(Saved());
        entries.Remove("ReapFunctions/FastPath.bin");
        entries.Remove("TransformerChain/Model.key");
        var fault = Assert.Throws<ModelFileException>(() => Load(Zip(entries)));
        Assert.StartsWith("ML.NET cannot load the model", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("save it again.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheFastPathSaysIsBelievedOnlyWhenItGivesMlNetsAnswers()
    {
        var (model, data) = TableAndRowScoringTests.Model(6, 8, 300);
        var entries = Entries(Saved());
        var path = entries["ReapFunctions/FastPath.bin"];
        // The first number's slot is swapped with the second's.
        var slots = path.AsSpan().LastIndexOf(
            (ReadOnlySpan<byte>)[0, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0, 255, 255, 255, 255]);
        (path[slots], path[slots + 8]) = (1, 0);
        Assert.Equal(model.Score(data), Load(Zip(entries)).Score(data));
    }

    [Fact]
    public void EntryNamesMayHaveBackslashes()
    {
        var entries = Entries(Saved()).ToDictionary(entry => entry.Key.Replace('/', '\\'), entry => entry.Value);
        Assert.Equal(4, Load(Zip(entries)).Features.Count);
    }

    private static string Trees(Dictionary<string, byte[]> entries) =>
        entries.Keys.Single(name => name.EndsWith(TreesOf, StringComparison.Ordinal));

    private static byte[] Saved()
    {
        using var stream = new MemoryStream();
        TableAndRowScoringTests.Model(6, 8, 300).Model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Where the left children of the second tree start: the first one is the constant.</summary>
    private static int FirstTreeWithNodes(byte[] component)
    {
        const int ConstantTree = 1 + 4 + 16 + (3 * 8) + 4 + 4 + 8 + 8 + 4 + 16 + 4 + 8 + 4 + 4;
        return 256 + 8 + ConstantTree + 1 + 4 + 16 + 4;
    }

    private static PropensityModel Load(byte[] file) => PropensityModel.Load(new MemoryStream(file));

    private static Dictionary<string, byte[]> Entries(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(stream);
            return stream.ToArray();
        });
    }

    private static byte[] Zip(Dictionary<string, byte[]> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
