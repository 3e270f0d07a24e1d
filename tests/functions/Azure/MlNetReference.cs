// The part of ML.NET's public API that functions/Azure uses, declared by hand from its documentation (Microsoft.ML 5.0), because the
// packages are there only when building for Azure. It lets the compiler check the names and types of every call, and tests read
// DatasetView; nothing here learns.
#pragma warning disable CA1040, CA1801, CA1822, IDE0060 // Declarations: their bodies and parameters mean nothing.
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;

namespace Microsoft.ML
{
    internal interface ITransformer;

    internal interface IEstimator<out TTransformer>
        where TTransformer : ITransformer
    {
        TTransformer Fit(IDataView input);
    }

    internal interface IDataView
    {
        bool CanShuffle { get; }

        DataViewSchema Schema { get; }

        long? GetRowCount();

        DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

        DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
    }

    internal delegate void ValueGetter<TValue>(ref TValue value);

    internal abstract class DataViewRow
    {
        public abstract long Position { get; }

        public abstract long Batch { get; }

        public abstract DataViewSchema Schema { get; }

        public abstract bool IsColumnActive(DataViewSchema.Column column);

        public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

        public abstract ValueGetter<DataViewRowId> GetIdGetter();
    }

    internal abstract class DataViewRowCursor : DataViewRow
    {
        public abstract bool MoveNext();
    }

    internal sealed class DataViewSchema
    {
        private DataViewSchema(Column[] columns) => Columns = columns;

        internal Column[] Columns { get; }

        internal readonly record struct Column(string Name, int Index, DataViewType Type);

        internal sealed class Builder
        {
            private readonly List<Column> columns = [];

            public void AddColumn(string name, DataViewType type) => columns.Add(new Column(name, columns.Count, type));

            public DataViewSchema ToSchema() => new([.. columns]);
        }
    }

    internal sealed class InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        public string OutputColumnName { get; } = outputColumnName;

        public string InputColumnName { get; } = inputColumnName ?? outputColumnName;
    }

    internal sealed class MLContext(int? seed = null)
    {
        public int? Seed { get; } = seed;

        public TransformsCatalog Transforms => throw new NotSupportedException();

        public BinaryClassificationCatalog BinaryClassification => throw new NotSupportedException();

        public ModelOperationsCatalog Model => throw new NotSupportedException();
    }

    internal sealed class ModelOperationsCatalog
    {
        public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream) => throw new NotSupportedException();
    }

    internal sealed class TransformsCatalog
    {
        public CategoricalTransforms Categorical => throw new NotSupportedException();

        public ConversionTransforms Conversion => throw new NotSupportedException();

        internal sealed class CategoricalTransforms;

        internal sealed class ConversionTransforms;
    }

    internal sealed class BinaryClassificationCatalog
    {
        public BinaryClassificationTrainers Trainers => throw new NotSupportedException();

        internal sealed class BinaryClassificationTrainers;
    }

    internal static class Catalogs
    {
        public static MissingValueIndicatorEstimator IndicateMissingValues(this TransformsCatalog catalog, InputOutputColumnPair[] columns) =>
            throw new NotSupportedException();

        public static MissingValueReplacingEstimator ReplaceMissingValues(
            this TransformsCatalog catalog, InputOutputColumnPair[] columns,
            MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
            bool imputeBySlot = true) => throw new NotSupportedException();

        public static OneHotEncodingEstimator OneHotEncoding(this TransformsCatalog.CategoricalTransforms catalog, InputOutputColumnPair[] columns) =>
            throw new NotSupportedException();

        public static TypeConvertingEstimator ConvertType(
            this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind = DataKind.Single) =>
            throw new NotSupportedException();

        public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames) =>
            throw new NotSupportedException();

        public static FastTreeBinaryTrainer FastTree(
            this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features",
            string? exampleWeightColumnName = null, int numberOfLeaves = 20, int numberOfTrees = 100, int minimumExampleCountPerLeaf = 10,
            double learningRate = 0.2) => throw new NotSupportedException();
    }
}

namespace Microsoft.ML.Data
{
    internal enum DataKind : byte
    {
        Single = 9,
    }

    internal abstract class DataViewType;

    internal sealed class BooleanDataViewType : DataViewType
    {
        public static BooleanDataViewType Instance { get; } = new();
    }

    internal sealed class TextDataViewType : DataViewType
    {
        public static TextDataViewType Instance { get; } = new();
    }

    internal sealed class NumberDataViewType : DataViewType
    {
        public static NumberDataViewType Single { get; } = new();
    }

    internal readonly record struct DataViewRowId(ulong Low, ulong High);

    internal sealed class TransformerChain<TLastTransformer> : ITransformer
        where TLastTransformer : class, ITransformer;

    internal sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
        where TLastTransformer : class, ITransformer
    {
        public TransformerChain<TLastTransformer> Fit(IDataView input) => throw new NotSupportedException();

        public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator)
            where TNewTrans : class, ITransformer => throw new NotSupportedException();
    }
}

namespace Microsoft.ML.Transforms
{
    internal abstract class Estimator : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => throw new NotSupportedException();
    }

    internal sealed class MissingValueIndicatorEstimator : Estimator;

    internal sealed class OneHotEncodingEstimator : Estimator;

    internal sealed class TypeConvertingEstimator : Estimator;

    internal sealed class ColumnConcatenatingEstimator : Estimator;

    internal sealed class MissingValueReplacingEstimator : Estimator
    {
        internal enum ReplacementMode : byte
        {
            DefaultValue = 0,
            Mean = 1,
        }
    }
}

namespace Microsoft.ML.Trainers.FastTree
{
    internal sealed class FastTreeBinaryTrainer : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => throw new NotSupportedException();
    }
}
