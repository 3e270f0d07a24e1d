using System.Text;
using ReapFunctions.Snapshots;

namespace ReapFunctions.Rules;

/// <summary>
/// A text with facts in braces: <c>{tenureMonths}</c>, with a number format <c>{monthlyRevenue:0.00}</c>, with forms for one and
/// more <c>{tenureMonths/# month/# months}</c>, or for none, one and more <c>{calls12m/never/once/# times}</c>, with words for a
/// missing value <c>{age|unknown age}</c>; without words, <c>{satisfaction|}</c>, its clause is left out. Two braces write one.
/// </summary>
internal sealed class TextTemplate
{
    /// <summary>A field in a text, and for which of its values there are words of their own.</summary>
    internal readonly record struct Blank(string Field, bool HasNone, bool HasOne, bool HasMissing);

    private readonly record struct Piece(string Text, string? Field, string? Format, CountForms? Forms, string? Otherwise);

    private readonly Piece[] pieces;

    private TextTemplate(Piece[] pieces) => this.pieces = pieces;

    public IEnumerable<string> Fields => pieces.Where(piece => piece.Field is not null).Select(piece => piece.Field!);

    /// <summary>The fields whose number is written as it is when it is 0.</summary>
    public IEnumerable<string> ShownWhenNone =>
        pieces.Where(piece => piece.Field is not null && piece.Forms?.None is null).Select(piece => piece.Field!);

    /// <summary>The formats of numbers in it.</summary>
    public IEnumerable<string> Formats => pieces.Where(piece => piece.Format is not null).Select(piece => piece.Format!);

    /// <summary>What is filled in, in the order of the text.</summary>
    internal IEnumerable<Blank> Blanks => pieces.Where(piece => piece.Field is not null).Select(piece =>
        new Blank(piece.Field!, piece.Forms?.None is not null, piece.Forms is not null, piece.Otherwise is not null));

    /// <summary>The words that it may begin with; none where it begins with a value as it is.</summary>
    internal IReadOnlyList<string> Beginnings => pieces switch
    {
        [{ Field: null } first, ..] => [first.Text],
        [{ Forms: { } forms }, ..] => [.. new[] { forms.None, forms.One, forms.More }.OfType<string>()],
        _ => [],
    };

    /// <exception cref="FormatException">A brace that is not closed, or an empty name.</exception>
    public static TextTemplate Parse(string text)
    {
        var pieces = new List<Piece>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '{' or '}' && i + 1 < text.Length && text[i + 1] == c)
                plain.Append(text[i++]);
            else if (c == '}')
                throw new FormatException($"'}}' at {i + 1} closes nothing. Write '}}}}' for a brace.");
            else if (c == '{')
                i = Field(text, i, plain, pieces);
            else
                plain.Append(c);
        }
        if (plain.Length > 0)
            pieces.Add(new Piece(plain.ToString(), null, null, null, null));
        return new TextTemplate([.. pieces]);
    }

    /// <param name="values">Columns by name; other names fall to the extras of <see cref="Filler.Fill"/>.</param>
    public Filler Bind(Func<string, SnapshotColumn?> values) => new(this, values);

    private static int Field(string text, int open, StringBuilder plain, List<Piece> pieces)
    {
        var close = text.IndexOf('}', open);
        if (close < 0)
            throw new FormatException($"'{{' at {open + 1} is not closed. Write '{{{{' for a brace.");
        if (plain.Length > 0)
            pieces.Add(new Piece(plain.ToString(), null, null, null, null));
        plain.Clear();
        var inner = text[(open + 1)..close];
        var (rest, otherwise) = Split(inner, '|');
        var (counted, forms) = Split(rest, '/');
        var (name, format) = Split(counted, ':');
        if (name.Length == 0)
            throw new FormatException($"'{{{inner}}}' names no field.");
        pieces.Add(new Piece("", name, format, forms is null ? null : CountForms.Parse(forms), otherwise));
        return close;
    }

    private static (string Before, string? After) Split(string text, char at) =>
        text.IndexOf(at) is var i and >= 0 ? (text[..i].Trim(), text[(i + 1)..]) : (text.Trim(), null);

    /// <summary>
    /// A template tied to the columns of a bucket. A text that hangs on one value only is made once per value: customers share
    /// it. Not safe for use by several threads.
    /// </summary>
    internal sealed class Filler
    {
        private readonly Piece[] pieces;
        private readonly SnapshotColumn?[] columns;
        private readonly int onlyField;
        private readonly KnownTexts known = new();

        internal Filler(TextTemplate template, Func<string, SnapshotColumn?> values)
        {
            pieces = template.pieces;
            columns = [.. pieces.Select(piece => piece.Field is null ? null : values(piece.Field))];
            var fields = Enumerable.Range(0, pieces.Length).Where(i => pieces[i].Field is not null).ToArray();
            onlyField = fields.Length == 1 ? fields[0] : -1;
            if (fields.Length == 0)
                Constant = string.Concat(pieces.Select(piece => piece.Text));
        }

        /// <summary>The text when it is the same for everybody.</summary>
        public string? Constant { get; }

        /// <param name="extra">
        /// Values of names that are no columns, such as <c>why</c>; the clause of one that is not known is left out.
        /// </param>
        public string Fill(int row, Func<string, string?>? extra = null)
        {
            if (Constant is not null)
                return Constant;
            if (onlyField < 0)
                return Make(row, extra);
            if (columns[onlyField] is { } column)
                return known.Get(column, row) ?? known.Add(column, row, Make(row, extra));
            var value = extra?.Invoke(pieces[onlyField].Field!);
            return known.Get(value) ?? known.Add(value, Make(row, _ => value));
        }

        private static void AddFact(FilledText text, Piece piece, SnapshotColumn column, int row)
        {
            var value = FactText.Show(column, row, piece.Format);
            if (value is not null && piece.Forms is { } forms)
                value = forms.Of(value);
            value ??= piece.Otherwise ?? FactText.Missing;
            if (value.Length == 0)
                text.LeaveOut();
            else
                text.AddValue(value);
        }

        private string Make(int row, Func<string, string?>? extra)
        {
            var text = new FilledText();
            for (var i = 0; i < pieces.Length; i++)
            {
                var piece = pieces[i];
                if (piece.Field is null)
                    text.Add(piece.Text);
                else if (columns[i] is { } column)
                    AddFact(text, piece, column, row);
                else if ((extra?.Invoke(piece.Field) ?? piece.Otherwise) is { } value)
                    text.AddValue(value);
                else
                    text.LeaveOut();
            }
            return text.ToString();
        }
    }
}
