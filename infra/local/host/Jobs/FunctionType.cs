using System.Reflection;
using System.Reflection.Emit;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using ReapFunctions.Local.Host.Functions;
using Binder = Microsoft.Azure.WebJobs.Binder;

namespace ReapFunctions.Local.Host.Jobs;

/// <summary>
/// Makes the one type that the SDK indexes: <c>Host.Functions</c>, with a method per function. Locks, receipts and blob
/// messages are named by type and method, and so are those of the genuine host.
/// <code>
/// [FunctionName("CleanExtract")]
/// public Task CleanExtract(
///     [BlobTrigger("extracts/{name}")] ParameterBindingData trigger, Binder binder, CancellationToken token) =>
///     RunAsync(trigger, binder, token);
/// </code>
/// </summary>
internal sealed class FunctionType(bool scansContainers) : ITypeLocator
{
    private static readonly MethodInfo Run = typeof(FunctionCall).GetMethod(nameof(FunctionCall.RunAsync))!;

    private IReadOnlyList<Type> types = [];

    /// <summary>The name that events of blobs and the SDK have for a function.</summary>
    public static string IdOf(string function) => $"Host.Functions.{function}";

    /// <summary>The functions, by that name, that Event Grid announces blobs to.</summary>
    public static IReadOnlySet<string> OfBlobEvents(IEnumerable<AppFunction> functions) =>
        functions.Where(function => function.Trigger!.IsOfEventGrid).Select(function => IdOf(function.Name))
            .ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<Type> GetTypes() => types;

    /// <summary>Makes the type.</summary>
    public void Define(IEnumerable<AppFunction> functions)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Functions"), AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule("Functions");
        var type = module.DefineType("Host.Functions", TypeAttributes.Public | TypeAttributes.Class, typeof(FunctionCall));
        foreach (var function in functions)
            DefineMethod(type, function, function.Trigger!);
        types = [type.CreateType()];
    }

    private void DefineMethod(TypeBuilder type, AppFunction function, FunctionBinding trigger)
    {
        Type[] parameters = [ParameterType(trigger), typeof(Binder), typeof(CancellationToken)];
        var method = type.DefineMethod(function.Name, MethodAttributes.Public, typeof(Task), parameters);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>([function.Name]));
        // The name of the parameter is seen in logs, and in the blob path's tokens, which it must not be one of.
        var parameter = method.DefineParameter(1, ParameterAttributes.None, "trigger");
        if (trigger.Is("httpTrigger"))
            method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>([]));
        else
            parameter.SetCustomAttribute(TriggerAttribute(trigger));
        method.DefineParameter(2, ParameterAttributes.None, "binder");
        method.DefineParameter(3, ParameterAttributes.None, "cancellationToken");
        var body = method.GetILGenerator();
        for (var i = 0; i <= parameters.Length; i++)
            body.Emit(OpCodes.Ldarg, i);
        body.Emit(OpCodes.Call, Run);
        body.Emit(OpCodes.Ret);
    }

    private static Type ParameterType(FunctionBinding trigger) => trigger switch
    {
        _ when trigger.Is("httpTrigger") => typeof(HttpContext),
        _ when trigger.Is("timerTrigger") => typeof(TimerInfo),
        { IsDeferred: true } => typeof(ParameterBindingData),
        _ when string.Equals(trigger.Text("dataType"), "binary", StringComparison.OrdinalIgnoreCase) => typeof(byte[]),
        _ => typeof(string),
    };

    private CustomAttributeBuilder TriggerAttribute(FunctionBinding trigger)
    {
        if (trigger.Is("queueTrigger"))
        {
            return Attribute<QueueTriggerAttribute>(
                [trigger.Text("queueName")!], (nameof(QueueTriggerAttribute.Connection), trigger.Text("connection")));
        }
        if (trigger.Is("timerTrigger"))
        {
            return Attribute<TimerTriggerAttribute>(
                [trigger.Text("schedule")!],
                (nameof(TimerTriggerAttribute.RunOnStartup), trigger.Flag("runOnStartup")),
                (nameof(TimerTriggerAttribute.UseMonitor), trigger.Flag("useMonitor", missing: true)));
        }
        var source = trigger.IsOfEventGrid && !scansContainers
            ? BlobTriggerSource.EventGrid
            : BlobTriggerSource.LogsAndContainerScan;
        return Attribute<BlobTriggerAttribute>(
            [trigger.Text("path")!],
            (nameof(BlobTriggerAttribute.Connection), trigger.Text("connection")),
            (nameof(BlobTriggerAttribute.Source), source));
    }

    private static CustomAttributeBuilder Attribute<T>(object[] arguments, params (string Property, object? Value)[] values)
        where T : Attribute
    {
        var given = values.Where(value => value.Value is not null).ToArray();
        return new CustomAttributeBuilder(
            typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!,
            arguments,
            [.. given.Select(value => typeof(T).GetProperty(value.Property)!)],
            [.. given.Select(value => value.Value)]);
    }
}
