using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>Outputs that the platform would lose.</summary>
internal static class OutputFaults
{
    public static IEnumerable<string> Of(MethodInfo method)
    {
        var shape = ReturnShape.Of(method.ReturnType);
        var outputs = OutputEntries.Of(method, shape);
        if (outputs.Count > 0 && shape.Value is null)
            yield return "has an output and returns nothing. Return what goes to the output.";
        if (shape.Value is { } type && OutputEntries.Inherited(type).FirstOrDefault() is { } inherited)
            yield return $"returns {type.Name}, whose output property '{inherited.Name}' is inherited and would be ignored. Declare it there.";
        if (outputs.Any(output => output.Property is not null))
        {
            foreach (var fault in OfProperties(method, shape, outputs))
                yield return fault;
        }
    }

    private static IEnumerable<string> OfProperties(MethodInfo method, ReturnShape shape, IReadOnlyList<OutputEntry> outputs)
    {
        var http = FunctionIndexer.Triggers(method).Any(found => found.Trigger is HttpTriggerAttribute);
        var answers = outputs.Count(output => output.IsHttp);
        if (shape.IsValueTask)
            yield return "returns output properties in a ValueTask, where they get lost. Return Task<...>.";
        if (answers > 1)
            yield return "returns more than one HTTP answer. Mark one property with [HttpResult].";
        if (http && answers == 0)
            yield return "answers HTTP and returns other outputs. Mark the property with the answer with [HttpResult].";
        foreach (var output in outputs.Where(o => o.Property!.GetCustomAttributes<OutputBindingAttribute>().Count() > 1))
            yield return $"has more than one output attribute on the property '{output.Name}'. Make a property for each.";
    }
}
