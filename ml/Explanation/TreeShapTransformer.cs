using Microsoft.ML;
using Microsoft.ML.Data;
using ReapFunctions.Ml.Scoring;
using ReapFunctions.Ml.Training;

namespace ReapFunctions.Ml.Explanation;

/// <summary>Counts how many reference rows pass each branch of a model's trees.</summary>
internal sealed class TreeShapEstimator : IEstimator<TreeShapTransformer>
{
    private readonly MLContext ml = new(1);
    private readonly TreeEnsemble ensemble;
    private readonly string features;
    private readonly string output;

    public TreeShapEstimator(ITransformer model, string features, string output)
    {
        (this.features, this.output) = (features, output);
        ensemble = VectorView.TreesOf(ml, model);
    }

    public TreeShapTransformer Fit(IDataView input)
    {
        var size = input.Schema[features].Type is VectorDataViewType { Size: var slots } ? slots : 0;
        var featurizer = new Featurizer(
            [.. Enumerable.Range(0, size).Select(slot => new InputColumn($"{slot}", null))], [.. Enumerable.Range(0, size)
                .Select(slot => new Slot(slot))]);
        var values = TreeShapTransformer.ValuesOf(input, features).ToArray();
        var table = new Dataset([.. Enumerable.Range(0, size)
            .Select(slot => new NumericColumn($"{slot}", Array.ConvertAll(values, row => row[slot])))], values.Length);
        var counted = ensemble.WithCover(featurizer.Bind(table));
        return new TreeShapTransformer(new TreeExplainer(new TreeScorer(featurizer, counted)), featurizer, features, output);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        // A vector of Single of known size, as a concatenation of the features gives.
        var alike = ml.Transforms.Concatenate(output, features);
        return alike.GetOutputSchema(inputSchema);
    }
}

/// <summary>Adds the exact contributions of every slot to the raw score: <see cref="Base"/> plus a row's contributions is its
/// score.</summary>
public sealed class TreeShapTransformer : ITransformer
{
    private readonly TreeExplainer explainer;
    private readonly Featurizer featurizer;
    private readonly string features;
    private readonly string output;

    internal TreeShapTransformer(TreeExplainer explainer, Featurizer featurizer, string features, string output)
    {
        this.explainer = explainer;
        this.featurizer = featurizer;
        this.features = features;
        this.output = output;
    }

    /// <summary>The mean raw score of the rows that the transform was fitted on.</summary>
    public double Base => explainer.Base;

    /// <summary>False: rows are explained in blocks.</summary>
    public bool IsRowToRowMapper => false;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(inputSchema);
        var names = new DataViewSchema.Annotations.Builder();
        if (inputSchema[features].HasSlotNames())
            names.Add(inputSchema[features].Annotations, column => column == "SlotNames");
        schema.AddColumn(output, new VectorDataViewType(NumberDataViewType.Single, featurizer.Slots.Length),
            names.ToAnnotations());
        return schema.ToSchema();
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new View(this, input);
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new NotSupportedException("Contributions are worked out in blocks of rows. Use Transform.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "ML.NET loads its own components only. "
            + "Save the model without this step, and call CalculateTreeShap again after loading it.");

    internal static IEnumerable<float[]> ValuesOf(IDataView view, string features)
    {
        var column = view.Schema[features];
        using var cursor = view.GetRowCursor([column]);
        var vectorOf = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            vectorOf(ref vector);
            yield return [.. vector.DenseValues()];
        }
    }

    private float[] Explain(float[][] rows)
    {
        var size = featurizer.Slots.Length;
        var table = new Dataset([.. Enumerable.Range(0, size)
            .Select(slot => new NumericColumn($"{slot}", Array.ConvertAll(rows, row => row[slot])))], rows.Length);
        var contributions = new float[rows.Length * size];
        explainer.Explain(featurizer.Bind(table), contributions);
        return contributions;
    }

    private sealed class View(TreeShapTransformer transformer, IDataView source) : IDataView
    {
        public DataViewSchema Schema { get; } = transformer.GetOutputSchema(source.Schema);

        public bool CanShuffle => false;

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var needed = columnsNeeded.ToArray();
            return new Cursor(this, needed,
                source.GetRowCursor(needed.Where(column => column.Index < source.Schema.Count)
                .Select(column => source.Schema[column.Index])));
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n,
            Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];

        /// <summary>The other columns come from one cursor; the features, a block ahead, from a second.</summary>
        private sealed class Cursor : DataViewRowCursor
        {
            private readonly View view;
            private readonly DataViewRowCursor inner;
            private readonly bool explains;
            private readonly IEnumerator<(float[] Contributions, int Row)> contributions;

            public Cursor(View view, DataViewSchema.Column[] needed, DataViewRowCursor inner)
            {
                (this.view, this.inner) = (view, inner);
                explains = needed.Any(column => column.Index == view.Schema.Count - 1);
                contributions = Contributions().GetEnumerator();
            }

            public override DataViewSchema Schema => view.Schema;

            public override long Position => inner.Position;

            public override long Batch => inner.Batch;

            public override bool MoveNext() => inner.MoveNext() && (!explains || contributions.MoveNext());

            public override bool IsColumnActive(DataViewSchema.Column column) =>
                column.Index < inner.Schema.Count ? inner.IsColumnActive(inner.Schema[column.Index]) : explains;

            public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            {
                if (column.Index < inner.Schema.Count)
                    return inner.GetGetter<TValue>(inner.Schema[column.Index]);
                ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
                {
                    var (all, row) = contributions.Current;
                    var size = view.Owner.featurizer.Slots.Length;
                    value = new VBuffer<float>(size, all[(row * size)..((row + 1) * size)]);
                };
                return (ValueGetter<TValue>)(Delegate)getter;
            }

            protected override void Dispose(bool disposing)
            {
                contributions.Dispose();
                inner.Dispose();
                base.Dispose(disposing);
            }

            private IEnumerable<(float[] Contributions, int Row)> Contributions()
            {
                foreach (var block in ValuesOf(view.Source, view.Owner.features).Chunk(BlockScorer.Rows))
                {
                    var explained = view.Owner.Explain(block);
                    for (var row = 0; row < block.Length; row++)
                        yield return (explained, row);
                }
            }
        }

        private TreeShapTransformer Owner => transformer;

        private IDataView Source => source;
    }
}
