using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Functions;
using ReapFunctions.Local.Host.Worker.Rpc;

namespace ReapFunctions.Local.Host.Worker;

/// <summary>Messages to the worker, made of what the app declares.</summary>
internal static class WorkerMessages
{
    public static FunctionLoadRequest Load(AppFunction function, string appFolder)
    {
        var metadata = new RpcFunctionMetadata
        {
            Name = function.Name,
            FunctionId = function.Name,
            Directory = appFolder,
            ScriptFile = function.ScriptFile,
            EntryPoint = function.EntryPoint,
            Language = "dotnet-isolated",
        };
        foreach (var binding in function.Bindings)
        {
            metadata.RawBindings.Add(binding.Raw);
            metadata.Bindings.Add(binding.Name, Info(binding));
        }
        return new FunctionLoadRequest { FunctionId = function.Name, Metadata = metadata };
    }

    /// <summary>A reference that the worker opens itself, field by field.</summary>
    public static TypedData Reference(ParameterBindingData reference) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = reference.Version,
            Source = reference.Source,
            ContentType = reference.ContentType,
            Content = ByteString.CopyFrom(reference.Content.ToMemory().Span),
        },
    };

    private static BindingInfo Info(FunctionBinding binding)
    {
        var info = new BindingInfo
        {
            Type = binding.Type,
            Direction = binding.IsOutput ? BindingInfo.Types.Direction.Out : BindingInfo.Types.Direction.In,
            DataType = Enum.TryParse<BindingInfo.Types.DataType>(binding.Text("dataType"), ignoreCase: true, out var type)
                ? type
                : BindingInfo.Types.DataType.Undefined,
        };
        info.Properties.Add(binding.Properties.ToDictionary());
        return info;
    }
}
