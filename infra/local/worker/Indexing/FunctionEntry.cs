using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>One function of the app.</summary>
internal sealed class FunctionEntry
{
    public FunctionEntry(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        Parameters = method.GetParameters();
        Returns = ReturnShape.Of(method.ReturnType);
        Outputs = OutputEntries.Of(method, Returns);
        Id = FunctionIds.Of(this);
        Definition = new LocalFunctionDefinition(this);
    }

    public string Name { get; }

    public string Id { get; }

    public MethodInfo Method { get; }

    public Type Class => Method.DeclaringType!;

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo[] Parameters { get; }

    public ReturnShape Returns { get; }

    public IReadOnlyList<OutputEntry> Outputs { get; }

    public FunctionDefinition Definition { get; }

    public bool IsHttp => Trigger is HttpTriggerAttribute;

    /// <summary>Whether the outputs are properties of the returned object.</summary>
    public bool HasOutputProperties => Outputs.Any(output => output.Property is not null);

    /// <summary>The host's own name of the function, used in receipts, locks and messages.</summary>
    public string HostName => "Host.Functions." + Name;

    public string EntryPoint => Class.FullName + "." + Method.Name;
}
