using System.IO.Hashing;
using System.Text;
using ReapFunctions.Contracts.Cells;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// What the values of a column could be. Extracts are dirty: the type that fewest values speak against is proposed when these are
/// few, the narrowest of equals; what is then not of the type is noted, and what can be read in two ways stays text.
/// </summary>
internal sealed class InferredColumn(string name)
{
    /// <summary>Of fewer values, every one must be of the type.</summary>
    private const int MinToForgive = 50;

    private const double ForgivenShare = 0.05;
    private const double RepeatedShare = 0.01;

    /// <summary>A text among numbers that stands so often is one that means something.</summary>
    private const int MinWord = 3;

    /// <summary>Different texts that are counted one by one.</summary>
    private const int MostTexts = 64;

    private const int MaxFewTexts = 4;

    /// <summary>From here on a column with many repeats is no key, and its values need not be kept.</summary>
    private const int EnoughForAKey = 10_000;

    private readonly Dictionary<string, long> markers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> words = new(StringComparer.Ordinal);
    private readonly PersonalValues personal = new();
    private readonly MomentReading moments = new();
    private Dictionary<string, long>? texts = new(StringComparer.Ordinal);
    private HashSet<UInt128>? seen = [];
    private long missing;
    private long repeated;
    private long wrapped;
    private long spoilt;
    private bool isRounded = true;

    public string Name { get; } = name;

    public NumberReading Numbers { get; } = new();

    /// <summary>Cells that hold a value.</summary>
    public long Values { get; private set; }

    /// <summary>Different values; no more than <see cref="Values"/>, and fewer where they are many and not of a key.</summary>
    public long Distinct => Values - repeated;

    /// <summary>Texts that stand for missing, by how often they do.</summary>
    public IReadOnlyDictionary<string, long> Markers => markers;

    /// <summary>Ids that a spreadsheet has turned into <c>9.91214E+15</c>.</summary>
    public long Spoilt => spoilt;

    /// <summary>Whether all numbers of more than 15 digits end in zeros from there on, as a spreadsheet leaves them.</summary>
    public bool IsRounded => Numbers.IsTooLong && isRounded && Values >= MinWord;

    /// <summary>What its values look like, where nothing reads them.</summary>
    public ValueLook Look { get; } = new();

    /// <summary>Values that may stand for none.</summary>
    public Placeholders Placeholders { get; } = new();

    /// <summary>Dates that a program has made numbers of.</summary>
    public CountedMoments Counted { get; } = new();

    /// <summary>Ids that a program has made numbers of: <c>1000.0</c>.</summary>
    public long Decimals { get; private set; }

    /// <summary>Formulas for text, such as <c>="000123"</c>.</summary>
    public long Wrapped => wrapped;

    /// <summary>
    /// The one text that repeats among numbers, dates or flags and means missing; null when there is none.
    /// </summary>
    public string? Word => words.Count == 1 && words.First() is { Value: >= MinWord } only && only.Value * 2 < Values
        && Faults(only.Value) == 0 ? only.Key : FlagWord;

    /// <summary>How often <see cref="Word"/> stands there.</summary>
    public long WordCount => Word is not { } word ? 0 : words.GetValueOrDefault(word, texts?.GetValueOrDefault(word) ?? 0);

    /// <summary>A third text that seldom stands there says that none is known; one that often does is a value.</summary>
    private string? FlagWord =>
        Flags is { Others: [var only], Faults: >= MinWord } flags && flags.Faults <= Forgiven ? only : null;

    /// <summary>What most values are by their look, such as e-mail addresses.</summary>
    public string? PersonalKind => personal.Kind;

    /// <summary>Of numbers, flags or dates the share of values that may be of another type.</summary>
    public double Forgiven => Values >= MinToForgive ? Values * ForgivenShare : 0;

    /// <summary>Every row has a value, and no two the same; of a column named as a key, all but a few rows.</summary>
    public bool IsKey => Values > 0 && seen is not null && (IsFaultless
        || (IsNamedAsKey && Values >= MinToForgive && repeated + missing <= Values * RepeatedShare));

    public bool IsFaultless => repeated == 0 && missing == 0 && markers.Count == 0;

    public bool IsNamedAsKey { get; } = CustomerName.IsId(name);

    public long Repeated => repeated;

    public long Missing => missing;

    /// <summary>The formats of its dates, and their rivals.</summary>
    public MomentReading Moments => moments;

    /// <summary>Its spellings of yes and no; null when it has others, or many texts.</summary>
    public FoundFlags? Flags => texts is null || Values == 0 ? null : FlagReading.Of(Name, texts);

    /// <summary>A handful of texts, each for many rows: they are nobody's own.</summary>
    public bool HasFewTexts => texts?.Count <= MaxFewTexts && Values >= MaxFewTexts * MinToForgive;

    /// <summary>Values of neither kind that a number or date may have, besides a text that repeats.</summary>
    private long Faults(long word) => Math.Min(Numbers.Faults, moments.Faults) - word;

    public void Add(ReadOnlySpan<byte> text)
    {
        text = WhiteSpace.Trim(text);
        if (SpreadsheetCell.IsWrapped(text))
        {
            wrapped++;
            text = WhiteSpace.Trim(SpreadsheetCell.Unwrap(text));
        }
        if (text.IsEmpty)
            missing++;
        else if (!MissingMarker.MayBe(text) || !IsMarker(text))
            AddValue(text);
    }

    private void AddValue(ReadOnlySpan<byte> text)
    {
        Values++;
        if (seen is not null && !seen.Add(XxHash128.HashToUInt128(text)) && ++repeated > Values * RepeatedShare
            && Values > EnoughForAKey)
            seen = null;
        CountText(text);
        Numbers.Add(text);
        moments.Add(text, MinToForgive + (Values * 2 * ForgivenShare) + (words.Count == 1 ? words.First().Value : 0));
        personal.Add(text);
        Look.Add(text);
        Placeholders.Add(text);
        Counted.Add(text);
        Decimals += text.EndsWith(".0"u8) && text[..^2].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? 1 : 0;
        spoilt += SpreadsheetCell.HasPower(text) ? 1 : 0;
        isRounded &= text.Length <= 15 || text[15..].IndexOfAnyExcept((byte)'0') < 0;
    }

    private void CountText(ReadOnlySpan<byte> text)
    {
        if (texts is not null)
        {
            var value = Encoding.UTF8.GetString(text);
            texts[value] = texts.GetValueOrDefault(value) + 1;
            if (texts.Count > MostTexts)
                texts = null;
        }
        if (words.Count <= 1 && text.Length <= 40 && text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            var word = Encoding.UTF8.GetString(text);
            words[word] = words.GetValueOrDefault(word) + 1;
        }
    }

    private bool IsMarker(ReadOnlySpan<byte> text)
    {
        var value = Encoding.UTF8.GetString(text);
        if (!MissingMarker.Is(value))
            return false;
        markers[value] = markers.GetValueOrDefault(value) + 1;
        return true;
    }
}
