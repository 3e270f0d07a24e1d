using System.Buffers;

namespace ReapFunctions.Csv;

/// <summary>Control characters that no value may have: all but tab and line ends.</summary>
internal static class ControlBytes
{
    public static readonly SearchValues<byte> All = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(control => control is not ('\t' or '\n' or '\r'))
            .Select(control => (byte)control), 0x7F]);
}
