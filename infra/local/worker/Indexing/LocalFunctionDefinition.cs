using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>What middleware can know about a function.</summary>
internal sealed class LocalFunctionDefinition(FunctionEntry function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function.Parameters.Select(p => new FunctionParameter(
            p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null)),
    ];

    public override string PathToAssembly => function.Class.Assembly.Location;

    public override string EntryPoint => function.EntryPoint;

    public override string Id => function.Id;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        Bindings([new(function.TriggerParameter.Name!, function.Trigger.GetType(), BindingDirection.In)]);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = Bindings(
        [.. function.Outputs.Select(o => new LocalBindingMetadata(o.Name, TypeOf(o), BindingDirection.Out)), .. HttpReturn(function)]);

    private static Type TypeOf(OutputEntry output) => output.Attribute?.GetType() ?? typeof(HttpResultAttribute);

    private static IEnumerable<LocalBindingMetadata> HttpReturn(FunctionEntry function) =>
        function.IsHttp && function.Outputs.Count == 0
            ? [new(OutputEntry.Return, typeof(HttpResultAttribute), BindingDirection.Out)]
            : [];

    private static ImmutableDictionary<string, BindingMetadata> Bindings(IEnumerable<LocalBindingMetadata> bindings) =>
        bindings.ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => binding);
}
